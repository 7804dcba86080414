W4417asian
r a BC-US--FogHorn 1stLd-Writethru   10-08 0061
^BC-US--Fog Horn, 1st Ld-Writethru,58<
^Fog horn sold by mistake plays on at new owner's farm<
^Eds: Adds the buyer's words.<
^By LENA HOLT=
^Harbour Press=
	   HARROW BAY, N.Y. (AP) _ A fog horn that the harbour board sold by mistake with a heap of old iron has been heard again, twelve miles inland.
 
	   ``The cows come when it sounds,'' said the man who bought it, Otis Pell. He does not want to give it back.

	   HP-NY-10-08-22 1412GMT<


