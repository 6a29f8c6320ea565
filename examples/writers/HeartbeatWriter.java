import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * The heartbeat of one service, in Java 11 and later: copy this file beside your program, it needs nothing else.
 *
 * <pre>
 * var writer = new HeartbeatWriter("heartbeats", "api"); // or HeartbeatWriter.fromEnvironment("heartbeats", "api")
 * writer.beat("running");                                // at least three times per timeout_seconds
 * writer.progress(0.5);                                  // told by the beats that follow
 * writer.stop();                                         // at a clean end
 * </pre>
 *
 * A beat never throws: it answers false and tells onError. An instance that was replaced ends its process with 75, or runs onSuperseded.
 * The rules are those of docs/heartbeat-protocol.md. It knows nothing of how the watchdog judges a beat.
 */
public final class HeartbeatWriter {
    private static final int MOST_BYTES = 65_536;

    /** Told of a beat that was not written. */
    public Consumer<Exception> onError = error -> {};
    /** Run once when a later instance has the file. */
    public Runnable onSuperseded = () -> Runtime.getRuntime().halt(75);

    private final Path path;
    private final String key;
    private final String instance;
    private final String started;
    private long iteration = 0;
    private Double progress = null;
    private byte[] written = null;
    private boolean isSuperseded = false;

    /** A writer for FOLDER/KEY.json; throws IllegalArgumentException for a key that would leave the folder. */
    public HeartbeatWriter(String folder, String key) {
        this(Path.of(folder), key + ".json", key);
    }

    private HeartbeatWriter(Path folder, String filename, String key) {
        if (key.isEmpty() || key.equals(".") || key.equals("..") || key.matches("(?s).*[/\\\\\\x00].*"))
            throw new IllegalArgumentException(
                    "HeartbeatWriter: found the key \"" + key + "\"; expected a plain name, without a slash.");
        boolean isOurs = variable("WATCHDOG_KEY").map(key::equals).orElse(true);
        this.path = folder.toAbsolutePath().resolve(filename);
        this.key = key;
        this.instance = isOurs ? variable("WATCHDOG_INSTANCE").orElse(null) : null;
        this.started = isOurs ? variable("WATCHDOG_STARTED").orElse(null) : null;
    }

    /** A writer by WATCHDOG_KEY and WATCHDOG_HEARTBEAT_FILE, else by these. */
    public static HeartbeatWriter fromEnvironment(String folder, String key) {
        String named = variable("WATCHDOG_KEY").orElse(key);
        Path file = variable("WATCHDOG_HEARTBEAT_FILE").map(Path::of).orElse(null);
        if (file == null) return new HeartbeatWriter(folder, named);
        return new HeartbeatWriter(file.toAbsolutePath().getParent(), file.getFileName().toString(), named);
    }

    /** Beats so far, failed ones included. */
    public synchronized long iterationCount() {
        return iteration;
    }

    /** Says how far the work has come; the next beats tell it. */
    public synchronized void progress(double value) {
        if (Double.isFinite(value)) progress = value;
    }

    /** Says that the service lives; any status but "running" is an illness. False: not written. */
    public synchronized boolean beat(String status) {
        iteration++;
        return attempt(() -> write(document(status).getBytes(StandardCharsets.UTF_8)));
    }

    /** Removes the file if it is still the one that we wrote last; false when that failed. */
    public synchronized boolean stop() {
        return attempt(() -> {
            if (written != null && Arrays.equals(read(), written)) Files.delete(path);
        });
    }

    private interface Act {
        void run() throws IOException;
    }

    private boolean attempt(Act act) {
        if (isSuperseded) return false;
        try {
            act.run();
            return !isSuperseded;
        } catch (IOException | RuntimeException error) {
            onError.accept(error);
            return false;
        }
    }

    private void write(byte[] text) throws IOException {
        Path draft = path.resolveSibling("." + path.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
        try {
            fill(draft, text);
            if (givesWay()) return;
            Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            written = text;
        } catch (IOException error) {
            if (!givesWay()) throw error; // a full disk keeps nobody from hearing it
        } finally {
            if (Files.isDirectory(path.getParent())) Files.deleteIfExists(draft);
            if (isSuperseded) onSuperseded.run();
        }
    }

    private static void fill(Path draft, byte[] text) throws IOException {
        Files.createDirectories(draft.getParent());
        Files.deleteIfExists(draft); // of a process that was killed, and had our pid
        Files.write(draft, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rw-r--r--"));
    }

    private boolean givesWay() {
        byte[] found = read();
        isSuperseded |= found != null && !Arrays.equals(found, written) && isLater(new String(found, StandardCharsets.UTF_8));
        return isSuperseded;
    }

    /** What lies there, when that is a plain file: no link is followed, and no FIFO waited for. */
    private byte[] read() {
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) return null;
        try (SeekableByteChannel channel =
                Files.newByteChannel(path, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            ByteBuffer text = ByteBuffer.allocate((int) Math.min(channel.size(), MOST_BYTES));
            while (text.hasRemaining() && channel.read(text) > 0) {}
            return Arrays.copyOf(text.array(), text.position());
        } catch (IOException error) {
            return null;
        }
    }

    /** In doubt it is not, for a yes ends us. */
    private boolean isLater(String text) {
        String other = field(text, "instance");
        if (instance == null || other.isEmpty() || other.equals(instance)) return false;
        if (started == null || !field(text, "process_key").equals(key)) return false;
        String[] later = field(text, "started").split(":", 2);
        String[] own = started.split(":", 2);
        try {
            return later[0].equals(own[0]) && Double.parseDouble(later[1]) > Double.parseDouble(own[1]);
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException error) {
            return false;
        }
    }

    /** A field of a flat document, where it is a text without escapes; empty where there is none. */
    private static String field(String text, String name) {
        var found = Pattern.compile("\"" + name + "\"\\s*:\\s*\"([^\"\\\\]*)\"").matcher(text);
        return found.find() ? found.group(1) : "";
    }

    private String document(String status) {
        var text = new StringBuilder("{\"process_key\":").append(quoted(key));
        text.append(",\"pid\":").append(ProcessHandle.current().pid());
        text.append(",\"timestamp\":\"").append(Instant.now().truncatedTo(ChronoUnit.MILLIS)).append('"');
        text.append(",\"status\":").append(quoted(status)).append(",\"iteration\":").append(iteration);
        if (instance != null) text.append(",\"instance\":").append(quoted(instance));
        if (instance != null && started != null) text.append(",\"started\":").append(quoted(started));
        if (progress != null) text.append(",\"progress\":").append(progress);
        return text.append('}').toString();
    }

    private static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        text.chars().forEach(unit -> {
            if (unit == '"' || unit == '\\') quoted.append('\\').append((char) unit);
            else if (unit < ' ') quoted.append(String.format("\\u%04x", unit));
            else quoted.append((char) unit);
        });
        return quoted.append('"').toString();
    }

    private static Optional<String> variable(String name) {
        return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isEmpty());
    }
}
