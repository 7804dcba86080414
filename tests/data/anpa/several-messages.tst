W2870asian
f l BC-US--Clock     03-01 0104
^BC-US--Clock,46<
^Harbour clock runs late<
^By IDA KARR=
^Associated Press=
	   HARROW BAY, Maine (AP) _ The clock at the harbour is late.
 
	   ``Nobody minds,'' the keeper said.
 

	   AP-WF-03-01-22 1509GMT<


W2871asian
f l BC-US--Clock     03-01 0104
^BC-US--Clock,46<
^Harbour clock runs late<
^By IDA KARR=
^Associated Press=
	   HARROW BAY, Maine (AP) _ The clock at the harbour is late.
 
	   ``Nobody minds,'' the keeper said.
 

	   AP-WF-03-01-22 1509GMT<


W2872asian
f l BC-US--Clock     03-01 0104
^BC-US--Clock,46<
^Harbour clock runs late<
^By IDA KARR=
^Associated 