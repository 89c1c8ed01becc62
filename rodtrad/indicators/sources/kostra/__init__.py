"""KOSTRA: the municipalities' own figures. They are tables of SSB's, with codes and habits of their own."""
