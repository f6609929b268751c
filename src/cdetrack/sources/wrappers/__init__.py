"""Files that hold a page: mails, MHTML, `.webarchive`, archive copies, source views, workbooks; a module for each."""
