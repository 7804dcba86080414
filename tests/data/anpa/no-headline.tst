W2870asian
f l BC-US--Clock     03-01 0104
^BC-US--APNewsAlert,17<
	   HARROW BAY (AP) _ The clock is late.

AP-WF-03-01-22 1509GMT<


