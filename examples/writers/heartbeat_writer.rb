# The heartbeat of one service, in Ruby 2.7 and later: copy this file beside your program, it needs nothing else.
#
#   writer = HeartbeatWriter.new("heartbeats", "api")   # or HeartbeatWriter.from_environment
#   writer.beat                                         # at least three times per timeout_seconds
#   writer.beat("draining", progress: 0.5)
#   writer.stop                                         # at a clean end
#
# A beat never raises: it answers false and calls on_error. An instance that was replaced ends its process with 75, or calls on_superseded.
# The rules are those of docs/heartbeat-protocol.md. It knows nothing of how the watchdog judges a beat.

require "fileutils"
require "json"
require "time"

# Writes the heartbeat file of one service; a full or broken disk is told, never raised.
class HeartbeatWriter
  PLAIN_NAME = %r{\A(?!\.{0,2}\z)[^/\\\0]+\z}.freeze
  MOST_BYTES = 65_536
  Superseded = Class.new(StandardError)
  private_constant :PLAIN_NAME, :MOST_BYTES, :Superseded

  # Absolute path of the file; and beats so far, failed ones included.
  attr_reader :heartbeat_path, :iteration_count
  # Called with the error of a beat that was not written.
  attr_accessor :on_error
  # Called once when a later instance has the file; as a rule the process ends with 75.
  attr_accessor :on_superseded

  # A writer by WATCHDOG_KEY and WATCHDOG_HEARTBEAT_FILE, else by these; raises ArgumentError where both are silent.
  def self.from_environment(folder = nil, key = nil)
    name, file = ENV["WATCHDOG_KEY"].to_s, ENV["WATCHDOG_HEARTBEAT_FILE"].to_s
    name = key.to_s if name.empty?
    return new(File.dirname(file), name, File.basename(file)) unless file.empty?
    raise ArgumentError, "HeartbeatWriter: WATCHDOG_HEARTBEAT_FILE is not set; pass a folder." if folder.nil?

    new(folder, name)
  end

  # Raises ArgumentError for names that would leave the folder.
  def initialize(folder, key, filename = "#{key}.json")
    [key, filename].each do |name|
      next if PLAIN_NAME.match?(name)

      raise ArgumentError, "HeartbeatWriter: found #{name.inspect}; expected a plain name, without a slash."
    end
    @heartbeat_path = File.join(File.expand_path(folder), filename)
    @key = key
    @start = own_start
    @iteration_count = 0
    @is_superseded = false
    @on_error = ->(_error) {}
    @on_superseded = -> { exit!(75) }
  end

  # Says that the service lives; any status but "running" is an illness. False: not written.
  def beat(status = "running", progress: nil)
    @progress = progress if progress&.to_f&.finite?
    @iteration_count += 1
    attempt { write(status.to_s) }
  end

  # Removes the file if it is still the one that we wrote last; false when that failed.
  def stop
    attempt { File.unlink(@heartbeat_path) if @written && read == @written }
  end

  private

  def write(status)
    document = { process_key: @key, pid: Process.pid, timestamp: Time.now.utc.iso8601(3), status: status,
                 iteration: @iteration_count, **@start, progress: @progress }.compact
    text = JSON.generate(document).b
    draft = File.join(File.dirname(@heartbeat_path), ".#{File.basename(@heartbeat_path)}.#{Process.pid}.#{Thread.current.object_id}.tmp")
    begin
      fill(draft, text)
      give_way
      File.rename(draft, @heartbeat_path)
    rescue SystemCallError
      give_way # a full disk keeps nobody from hearing it
      raise
    ensure
      FileUtils.rm_f(draft)
    end
    @written = text
  end

  def fill(draft, text)
    FileUtils.mkdir_p(File.dirname(draft))
    FileUtils.rm_f(draft) # of a process that was killed, and had our pid
    File.open(draft, File::WRONLY | File::CREAT | File::EXCL, 0o644) do |file|
      file.chmod(0o644)
      file.write(text)
    end
  end

  def give_way
    found = read
    return if found.nil? || found == @written || !later?(found)

    @is_superseded = true
    raise Superseded
  end

  # What lies there, when that is a plain file: no link is followed, and no FIFO waited for.
  def read
    File.open(@heartbeat_path, File::RDONLY | File::NOFOLLOW | File::NONBLOCK) do |file|
      file.stat.file? ? file.read(MOST_BYTES)&.b : nil
    end
  rescue SystemCallError
    nil
  end

  # In doubt it is not, for a yes ends us.
  def later?(text)
    found = JSON.parse(text)
    return false if found["process_key"] != @key || found["instance"].to_s.empty?
    return false if @start[:instance].nil? || found["instance"] == @start[:instance]

    boot, ms = found["started"].split(":")
    own_boot, own_ms = @start[:started].split(":")
    boot == own_boot && Float(ms) > Float(own_ms)
  rescue JSON::ParserError, NoMethodError, ArgumentError, TypeError, EncodingError
    false
  end

  def own_start
    key, instance, started = ENV.values_at("WATCHDOG_KEY", "WATCHDOG_INSTANCE", "WATCHDOG_STARTED").map(&:to_s)
    return {} if instance.empty? || !["", @key].include?(key)

    started.empty? ? { instance: instance } : { instance: instance, started: started }
  end

  def attempt
    return false if @is_superseded

    yield
    true
  rescue Superseded
    @on_superseded.call
    false
  rescue SystemCallError, IOError, JSON::GeneratorError => e
    tell(e)
  end

  # A heartbeat never crashes its service.
  def tell(error)
    @on_error.call(error)
    false
  rescue StandardError
    false
  end
end
