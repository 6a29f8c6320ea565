import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Does what its input says with the writer in Java: the words are those of tests/conformance/writer.ts. */
final class Driver {
    public static void main(String[] words) throws IOException {
        HeartbeatWriter writer = null;
        try {
            writer = words.length > 0
                    ? new HeartbeatWriter(words[0], words[1])
                    : HeartbeatWriter.fromEnvironment("", "");
        } catch (IllegalArgumentException error) {
            System.out.println("refused");
            System.exit(2);
        }
        var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine())
            System.out.println(act(writer, line.split(" ", 3)) ? "ok" : "failed");
    }

    private static boolean act(HeartbeatWriter writer, String[] words) {
        switch (words[0]) {
            case "beat":
                if (!words[1].equals("-")) writer.progress(Double.parseDouble(words[1]));
                return writer.beat(words[2]);
            case "spin":
                boolean isAllDone = true;
                for (int left = Integer.parseInt(words[1]); left > 0; left--) isAllDone &= writer.beat("running");
                return isAllDone;
            default:
                return writer.stop();
        }
    }
}
