filedesc://hand.arc 0.0.0.0 20021104081500 text/plain 200 - - 0 hand.arc 111
2 0 Hand
URL IP-address Archive-date Content-type Result-code Checksum Location Offset Filename Archive-length

http://observer.example/news/lock-gate 192.0.2.7 20021104081502 text/html 200 d41d8cd98f00b204 - 1024 hand.arc 650
HTTP/1.0 200 OK
Content-Type: text/html

<!DOCTYPE html>
<html lang="en"><head><title>Barge tears away lock gate | Sill Valley Observer</title><meta property="article:published_time" content="2002-11-04"></head>
<body><header><nav><a href="/">Home</a> <a href="/news">News</a></nav></header>
<article><h1>Barge tears away lock gate</h1>
<p>The lock at Upper Sill was shut on Tuesday after a barge tore away half of its lower gate, the canal board said.</p>
<p>Nobody was hurt. A crane is to lift the gate on Thursday, and boats are asked to wait at Tarn Bridge until then.</p>
</article><footer>© 2024 Sill Valley Observer</footer></body></html>

http://observer.example/lock.gif 192.0.2.7 20021104081503 image/gif 200 d41d8cd98f00b204 - 1024 hand.arc 50
HTTP/1.0 200 OK
Content-Type: image/gif

GIF89a
