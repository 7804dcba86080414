W2870asian
f l BC-US--Clock     12-31 0104
^BC-US--Clock,46<
^Harbour clock runs late<
^By IDA KARR=
^Associated Press=
	   HARROW BAY, Maine (AP) _ The clock at the harbour is late.
 
	   ``Nobody minds,'' the keeper said.
 

	   AP-WF-12-31-21 1509GMT<


W2871asian
f l BC-US--Clock     01-01 0104
^BC-US--Clock,46<
^Harbour clock runs late<
^By IDA KARR=
^Associated Press=
	   HARROW BAY, Maine (AP) _ The clock at the harbour is late.
 
	   ``Nobody minds,'' the keeper said.
 

	   

W2872asian
f l BC-US--Clock     07-04 0104
^BC-US--Clock,46<
^Harbour clock runs late<
^By IDA KARR=
^Associated Press=
	   HARROW BAY, Maine (AP) _ The clock at the harbour is late.
 
	   ``Nobody minds,'' the keeper said.
 

	   

