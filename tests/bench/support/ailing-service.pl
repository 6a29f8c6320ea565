#!/usr/bin/perl
# A service that beats five times a second, and at the signal USR1 falls ill in the way that its first argument names. It ends
# with the run that it belongs to. In Perl, since fifty of it take the memory of fifteen in Python.
use strict;
use warnings;
use IO::Socket::UNIX;

my ($illness, $run) = @ARGV;
my ($key, $path) = @ENV{qw(WATCHDOG_KEY WATCHDOG_HEARTBEAT_FILE)};
my ($is_ill, $work, $door, @files) = (0, 0);

$SIG{USR1} = sub { $is_ill = 1 };

sub ill { return $is_ill && $illness eq shift }

sub now {
    my ($second, $minute, $hour, $day, $month, $year) = gmtime;
    return sprintf '%04d-%02d-%02dT%02d:%02d:%02dZ', $year + 1900, $month + 1, $day, $hour, $minute, $second;
}

sub beat {
    my $status = ill('admits it') ? 'error' : 'running';
    my $text = sprintf '{"process_key":"%s","pid":%d,"timestamp":"%s","status":"%s","iteration":1,"progress":%d}',
        $key, $$, now(), $status, $work;
    open my $file, '>', "$path.tmp" or return;
    print $file ill('writes nonsense') ? '{' : $text;
    close $file and rename "$path.tmp", $path;
}

sub open_door {
    unlink 'door';
    $door = IO::Socket::UNIX->new(Local => 'door', Listen => 5, Blocking => 0) or die "door: $!";
}

open_door() if $illness eq 'refuses';
while (kill 0, $run) {
    beat() unless ill('falls silent');
    $work++ unless ill('stalls');
    if ($door && ill('refuses')) { $door->close; undef $door }
    1 while $door && $door->accept;
    if (ill('leaks') and @files < 60) { push @files, $_ for map { open my $file, '<', $0; $file } 1 .. 60 }
    select undef, undef, undef, 0.2;
}
