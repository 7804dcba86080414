W2870asian
f l BC-US--Clock     03-01 0104
^*9006< ^AP-Top-Clocks,0176<
^AP Top Clocks at 11:23 p.m. EST<
^Clock is late
^Tower is early

AP-WF-03-01-22 1509GMT<


