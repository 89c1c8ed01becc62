"""What people are to be told by e-mail: written down in the transaction that it tells of, and sent after commit.

A room says in its `AppConfig.ready()` who is told of a kind of message, and in which words (`kinds`); an operation
announces (`announcing`); a job finds the receivers and sends (`sending`). Why: docs/adr/0022-outbox.md.
"""
