W2870asian
r e BC-US--Clock     02-28 0104
^BC-US--Clock,46<
^Harbour clock runs late<
^By IDA KARR=
^Associated Press=
	   HARROW BAY, Maine (AP) _ The clock at the harbour is late.
 
	   ``Nobody minds,'' the keeper said.
 

	   AP-WF-03-01-22 0423GMT<


