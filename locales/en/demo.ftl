# The demo.

demo-ready =
    The demo is ready: open { $address } in your browser.
    The e-mails of the service are read there too: the envelope, at the top.
    All of it is invented, and nothing leaves this machine. Ctrl-C to stop.
demo-jump = { $day } { $time }
demo-cook = Kitchen
demo-team = Kitchen team
demo-port-taken = Port { $port } is taken, perhaps by another demo. Choose another one: “--port 0” finds a free one.
demo-no-address = The page cannot answer at { $host }, port { $port }: { $reason }.
