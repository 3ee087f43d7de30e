// Nothing is declared for Swift: see no_network.c.
#ifndef FANIN_NO_NETWORK_H
#define FANIN_NO_NETWORK_H
#endif
