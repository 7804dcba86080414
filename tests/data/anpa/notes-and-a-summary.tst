W2870asian
r z BC-BKN--Clock-Tower 1stLd-Writethru   02-20 0500
^BC-BKN--Clock-Tower, 1st Ld-Writethru,416< 
^Clock beats tower 115-111< 
^AP Photo GATK105, GATK106< 
^Eds: Updates. With AP Photos.< 
^The clock scored thirty points and the tower had nineteen, both of them the most of this season, and the keeper went home before the end of the game on Friday night.< 
^By IDA KARR= 
^AP Sports Writer= 
	   ATLANTA (AP) _ It was late. 
	   UP NEXT 

	   AP-WF-03-01-22 1509GMT<


