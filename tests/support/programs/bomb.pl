#!/usr/bin/perl
# Every process of it forks as long as the limit on processes lets it, deaf to TERM. Not in Python: other users must find it.
use strict;
use warnings;

$SIG{TERM} = 'IGNORE';
my $until = time + 60;
while (time < $until) {
    my $pid = fork;
    select undef, undef, undef, 0.02 unless defined $pid;
}
