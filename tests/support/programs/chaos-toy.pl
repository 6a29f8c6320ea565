#!/usr/bin/perl
# A service that beats once a second until it is asked to quit, and has the vice that its first argument names; the second one is its
# key. It ends with the run that it belongs to, however that ends. In Perl, since thirty of it take the memory of ten in Python.
use strict;
use warnings;

my ($vice, $key) = @ARGV;
my ($path, $run) = @ENV{qw(WATCHDOG_HEARTBEAT_FILE RUN_PID)};

sub pause { select undef, undef, undef, shift }

sub session { require POSIX; POSIX::setsid() }

sub beat {
    my ($count) = @_;
    my ($second, $minute, $hour, $day, $month, $year) = gmtime;
    my $now = sprintf '%04d-%02d-%02dT%02d:%02d:%02dZ', $year + 1900, $month + 1, $day, $hour, $minute, $second;
    open my $file, '>', "$path.$$.tmp" or return;
    print $file qq({"process_key":"$key","pid":$$,"timestamp":"$now","status":"running","iteration":$count});
    close $file and rename "$path.$$.tmp", $path;
}

sub live {
    for (my $count = 1; kill 0, $run; $count++) {
        beat($count);
        pause(1);
        exit 0 if -e "quit-$key";
        exit 1 if $vice eq 'crashes' and $count == 2 and not -e 'peace';
    }
    exit 0;
}

sub leave_number {
    open my $file, '>', "$key.pid.tmp" or return;
    print $file "$$\n";
    close $file and rename "$key.pid.tmp", "$key.pid";
}

sub help { pause(1) while kill 0, $run; exit 0 }

unlink "quit-$key";
$SIG{TERM} = 'IGNORE' if $vice eq 'is deaf';
pause(2) if $vice eq 'is slow';
if ($vice eq 'has a family') {
    help() if fork == 0;
    if (fork == 0) { session(); $SIG{TERM} = 'IGNORE'; help() }
}
if ($vice eq 'is silent') { leave_number(); help() }
if ($vice eq 'daemonises') {
    exit 0 if fork;
    session();
    exit 0 if fork;
}
live();
