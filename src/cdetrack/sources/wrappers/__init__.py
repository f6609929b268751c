"""Files that hold a page: mails, MHTML, `.webarchive`, archive copies, source views; each module unwraps one kind."""
