"""Statistics Norway's tables, by PxWebApi version 2. Sweden, Latvia and others have the same interface."""
