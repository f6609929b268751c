"""Files that hold another page: mails, MHTML, `.webarchive`, archive copies, source views; each unwraps it."""
