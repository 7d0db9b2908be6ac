# The demo.

demo-ready =
    The demo is ready: open { $address } in your browser.
    All of it is invented, and nothing leaves this machine. Ctrl-C to stop.
demo-jump = { $day } { $time }
demo-port-taken = Port { $port } is taken, perhaps by another demo. Choose another one: “--port 0” finds a free one.
demo-no-address = The page cannot answer at { $host }, port { $port }: { $reason }.
