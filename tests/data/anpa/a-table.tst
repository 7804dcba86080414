W2870asian
r z BC-BBO--Clocks     05-17 0820
^BC-BBO--Clocks Glance< 
^Clock Standings= 
^All Times EDT= 
^EAST= 
^;W;L;Pct;GB;Home 
Upper Sill;23;13;.639;_;16-6 
Neck;10;20;.333;6{;1-9 
	   ___= 
	   Neck at Upper Sill, 7:05 p.m.< 
AP-WF-03-01-22 1509GMT<


