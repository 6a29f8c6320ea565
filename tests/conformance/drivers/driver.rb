# Does what its input says with the writer in Ruby: the words are those of tests/conformance/writer.ts.
require File.join(ARGV.shift, "heartbeat_writer")

$stdout.sync = true
Encoding.default_external = Encoding::UTF_8
begin
  writer = ARGV.empty? ? HeartbeatWriter.from_environment : HeartbeatWriter.new(*ARGV)
rescue ArgumentError
  puts "refused"
  exit 2
end
$stdin.each_line(chomp: true) do |line|
  word, first, rest = line.split(" ", 3)
  ok =
    case word
    when "beat" then writer.beat(rest, progress: first == "-" ? nil : Float(first))
    when "spin" then Integer(first).times.map { writer.beat }.all?
    else writer.stop
    end
  puts ok ? "ok" : "failed"
end
