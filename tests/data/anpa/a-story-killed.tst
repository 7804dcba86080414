W2870asian
b a BC-US--Clock Kill   03-01 0012
^BC-US--Clock, KILL,<
^EDITORS:<
	   Kill the story on the clock.
AP-WF-03-01-22 1509GMT<


