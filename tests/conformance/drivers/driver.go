// Does what its input says with the writer in Go: the words are those of tests/conformance/writer.ts.
package main

import (
	"bufio"
	"fmt"
	"os"
	"strconv"
	"strings"
)

func main() {
	open := func() (*HeartbeatWriter, error) { return HeartbeatWriterFromEnvironment("", "") }
	if len(os.Args) > 2 {
		open = func() (*HeartbeatWriter, error) { return NewHeartbeatWriter(os.Args[1], os.Args[2]) }
	}
	writer, err := open()
	if err != nil {
		fmt.Println("refused")
		os.Exit(2)
	}
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		if err := do(writer, strings.SplitN(lines.Text(), " ", 3)); err != nil {
			fmt.Println("failed")
		} else {
			fmt.Println("ok")
		}
	}
}

func do(writer *HeartbeatWriter, words []string) error {
	switch words[0] {
	case "beat":
		if progress, err := strconv.ParseFloat(words[1], 64); err == nil {
			writer.Progress(progress)
		}
		return writer.Beat(words[2])
	case "spin":
		count, _ := strconv.Atoi(words[1])
		for ; count > 0; count-- {
			if err := writer.Beat("running"); err != nil {
				return err
			}
		}
		return nil
	default:
		return writer.Stop()
	}
}
