W2870asian
f l BC-US--Clock     03-01 0104
^BC-BBO--Clocks Glance<
^Clock Glance=
^ W   L
Upper Sill 73  52
AP-WF-03-01-22 1509GMT<


