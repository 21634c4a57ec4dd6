/**
 * Where an emulator is not AWS, by the name of the case, and what it does instead. Each is run all the same and must
 * fail: an exception that no longer holds is itself a failure, and goes.
 */
export const exceptions: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  simulator: {},
  // Measured on 5.2.1.
  moto: {
    'an authorisation answers with every rule that it made': 'it answers with the last one only',
    'an authorisation is all or nothing': 'it keeps the rules before the one that it refuses',
    'a range is kept as its network address': 'it keeps what was sent',
    'a group that a load balancer uses stays': 'it lets the group go',
    'a group that another one admits stays': 'it lets the group go',
    'a load balancer faces the internet by default, and answers so': 'it answers a scheme only if one was sent',
    'a load balancer made twice with the same settings is one': 'it makes a second one',
    'another load balancer under a name that is taken is refused': 'it makes a second one',
    'an application load balancer wants two zones': 'it checks no subnets',
    'every attribute of a load balancer is answered, whether it was set or not': 'it knows four defaults',
    'an attribute that it can’t have is refused': 'it checks no values',
    'deletion protection protects': 'it ignores it',
    'a forward to one group is answered in both forms': 'it answers only what was sent',
    'a port that is taken is refused to a listener of other settings': 'it makes a second listener',
    'a listener has a default rule, which stays': 'deleting it fails with a page instead of an error',
    'rules are listed in the order of their priorities, the default one last': 'they come in the order of their making',
    'two rules change places in one call': 'it refuses, since the numbers are taken',
    'conditions that can be written in two ways are answered in both': 'it answers only what was sent',
    'a condition may be a regular expression': 'it fails with a page instead of an error',
    'a rule may rewrite what it sends on': 'it drops transforms',
    'a group made twice with the same settings is one': 'it refuses the second one',
    'every attribute of a target group is answered, whether it was set or not':
      'it knows a few defaults, the same for all',
    'a group serves one load balancer only': 'it lets it serve any number',
    'the load balancer that forwards to a group is listed, and gone with the listener': 'it never forgets it',
    'a target is an id and a port': 'it keeps one port for an id',
    'a target of a group that nobody forwards to is unused': 'all targets are healthy at once',
  },
};
