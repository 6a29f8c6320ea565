# Begins as root and goes on as nobody, who beats, in the way named by the argument; `beat`: as whoever it is from the first.
# In Perl, since nobody may not run a Python that somebody has installed for himself.
use strict;
use warnings;
use POSIX ();

my $NOBODY = 65534;
my $LIFETIME_SECONDS = 180;
my ($path, $key) = @ENV{qw(WATCHDOG_HEARTBEAT_FILE WATCHDOG_KEY)};

sub become_nobody {
    $( = $NOBODY;
    $) = "$NOBODY $NOBODY";
    POSIX::setuid($NOBODY);
}

sub live {
    for my $iteration (1 .. $LIFETIME_SECONDS * 5) {
        my $now = POSIX::strftime('%Y-%m-%dT%H:%M:%S+00:00', gmtime);
        open my $file, '>', "$path.$$.tmp" or die "$path: $!";
        print $file qq({"process_key": "$key", "pid": $$, "timestamp": "$now", "status": "running", "iteration": $iteration});
        close $file;
        rename "$path.$$.tmp", $path;
        select undef, undef, undef, 0.2;
    }
}

# The same as another program, whose environment is then given to it by nobody.
sub live_anew {
    exec $^X, $0, 'beat';
}

my %WAYS = (
    beat => \&live,
    # As the workers of a web server: forked, and no other program; its master waits as root.
    worker => sub {
        if (fork == 0) { POSIX::setsid(); become_nobody(); live() }
        sleep $LIFETIME_SECONDS;
    },
    # As by su: another program in a session of its own, while the first one waits as root.
    child => sub {
        if (fork == 0) { POSIX::setsid(); become_nobody(); live_anew() }
        sleep $LIFETIME_SECONDS;
    },
    # As by start-stop-daemon: nothing of root's is left.
    daemon => sub {
        if (fork == 0) {
            POSIX::setsid();
            if (fork == 0) { become_nobody(); live_anew() }
            POSIX::_exit(0);
        }
        wait;
    },
);
$WAYS{$ARGV[0]}->();
