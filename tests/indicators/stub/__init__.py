"""A stand-in for SSB on this machine: PxWebApi version 2 and Klass, with the habits that a client must bear with."""
