// The heartbeat of one service, in Go 1.19 and later: copy this file into your package (here main), it needs nothing else.
//
//	writer, err := NewHeartbeatWriter("heartbeats", "api") // or HeartbeatWriterFromEnvironment("", "")
//	writer.Beat("running")                                 // at least three times per timeout_seconds
//	writer.Progress(0.5)                                   // told by the beats that follow
//	writer.Stop()                                          // at a clean end
//
// A beat that cannot be written answers its error and goes on; an instance that was replaced ends its process with 75, or calls
// OnSuperseded. The rules are those of docs/heartbeat-protocol.md. It knows nothing of how the watchdog judges a beat.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"
)

const mostBytes = 65536

var errSuperseded = errors.New("a later start of the service has the heartbeat")

// HeartbeatWriter writes the heartbeat file of one service; it may be used by several goroutines.
type HeartbeatWriter struct {
	// Path is the absolute path of the file.
	Path string
	// OnSuperseded is called once when a later instance has the file; by default the process ends with 75.
	OnSuperseded func()

	mutex        sync.Mutex
	last         heartbeat
	written      []byte
	isSuperseded bool
}

type heartbeat struct {
	ProcessKey string   `json:"process_key"`
	Pid        int      `json:"pid"`
	Timestamp  string   `json:"timestamp"`
	Status     string   `json:"status"`
	Iteration  int      `json:"iteration"`
	Instance   string   `json:"instance,omitempty"`
	Started    string   `json:"started,omitempty"`
	Progress   *float64 `json:"progress,omitempty"`
}

// NewHeartbeatWriter makes a writer for FOLDER/KEY.json; a key that would leave the folder is an error.
func NewHeartbeatWriter(folder, key string) (*HeartbeatWriter, error) {
	return newWriter(filepath.Join(folder, key+".json"), key)
}

// HeartbeatWriterFromEnvironment makes a writer by WATCHDOG_KEY and WATCHDOG_HEARTBEAT_FILE, else by these.
func HeartbeatWriterFromEnvironment(folder, key string) (*HeartbeatWriter, error) {
	if named := os.Getenv("WATCHDOG_KEY"); named != "" {
		key = named
	}
	if path := os.Getenv("WATCHDOG_HEARTBEAT_FILE"); path != "" {
		return newWriter(path, key)
	}
	return NewHeartbeatWriter(folder, key)
}

func newWriter(path, key string) (*HeartbeatWriter, error) {
	if key == "" || key == "." || key == ".." || strings.ContainsAny(key, "/\\\x00") {
		return nil, fmt.Errorf("heartbeat: found the key %q; expected a plain name, without a slash", key)
	}
	absolute, err := filepath.Abs(path)
	last := heartbeat{ProcessKey: key}
	if named := os.Getenv("WATCHDOG_KEY"); named == "" || named == key {
		last.Instance = os.Getenv("WATCHDOG_INSTANCE")
		last.Started = os.Getenv("WATCHDOG_STARTED")
	}
	return &HeartbeatWriter{Path: absolute, OnSuperseded: func() { os.Exit(75) }, last: last}, err
}

// Progress says how far the work has come; the next beats tell it.
func (w *HeartbeatWriter) Progress(progress float64) {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	if !math.IsNaN(progress) && !math.IsInf(progress, 0) {
		w.last.Progress = &progress
	}
}

// Beat says that the service lives; any status but "running" is an illness.
func (w *HeartbeatWriter) Beat(status string) error {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	w.last.Iteration++
	w.last.Status = status
	w.last.Pid = os.Getpid()
	w.last.Timestamp = time.Now().UTC().Format("2006-01-02T15:04:05.000Z07:00")
	return w.unlessSuperseded(w.write)
}

// Stop removes the file if it is still the one that we wrote last.
func (w *HeartbeatWriter) Stop() error {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	return w.unlessSuperseded(func() error {
		if w.written == nil || !bytes.Equal(w.read(), w.written) {
			return nil
		}
		return os.Remove(w.Path)
	})
}

func (w *HeartbeatWriter) unlessSuperseded(act func() error) error {
	if w.isSuperseded {
		return errSuperseded
	}
	err := act()
	if errors.Is(err, errSuperseded) {
		w.isSuperseded = true
		w.OnSuperseded()
	}
	return err
}

func (w *HeartbeatWriter) write() error {
	text, err := json.Marshal(w.last)
	if err != nil {
		return err
	}
	draft := filepath.Join(filepath.Dir(w.Path), fmt.Sprintf(".%s.%d.%p.tmp", filepath.Base(w.Path), os.Getpid(), w))
	defer os.Remove(draft)
	// A full disk keeps nobody from hearing that he was replaced.
	if err := w.orSuperseded(fill(draft, text)); err != nil {
		return err
	}
	err = os.Rename(draft, w.Path)
	if err == nil {
		w.written = text
	}
	return err
}

func (w *HeartbeatWriter) orSuperseded(err error) error {
	found := w.read()
	if found != nil && !bytes.Equal(found, w.written) && isLater(found, w.last) {
		return errSuperseded
	}
	return err
}

func fill(draft string, text []byte) error {
	if err := os.MkdirAll(filepath.Dir(draft), 0o755); err != nil {
		return err
	}
	os.Remove(draft) // of a process that was killed, and had our pid
	file, err := os.OpenFile(draft, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	defer file.Close()
	if err := file.Chmod(0o644); err != nil {
		return err
	}
	_, err = file.Write(text)
	return err
}

// read gives what lies there, when that is a plain file: no link is followed, and no FIFO waited for.
func (w *HeartbeatWriter) read() []byte {
	file, err := os.OpenFile(w.Path, os.O_RDONLY|syscall.O_NOFOLLOW|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil
	}
	defer file.Close()
	if status, err := file.Stat(); err != nil || !status.Mode().IsRegular() {
		return nil
	}
	text, _ := io.ReadAll(io.LimitReader(file, mostBytes))
	return text
}

// isLater tells a successor; in doubt it is none, for a yes ends us.
func isLater(text []byte, own heartbeat) bool {
	var found heartbeat
	if json.Unmarshal(text, &found) != nil || found.ProcessKey != own.ProcessKey {
		return false
	}
	if found.Instance == "" || own.Instance == "" || found.Instance == own.Instance {
		return false
	}
	boot, ms, _ := strings.Cut(found.Started, ":")
	ownBoot, ownMs, _ := strings.Cut(own.Started, ":")
	later, err := strconv.ParseFloat(ms, 64)
	earlier, ownErr := strconv.ParseFloat(ownMs, 64)
	return err == nil && ownErr == nil && boot == ownBoot && later > earlier
}
