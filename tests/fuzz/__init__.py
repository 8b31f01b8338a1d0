"""Bad input, tried by machines: whatever comes in, a reader gives a value or findings, soon and in little memory."""
