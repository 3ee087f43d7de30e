// The network parts of libgit2, left out.
//
// Debian's libgit2 reads the system's whole bundle of certificate authorities
// when it starts (8 ms and more), although git-fanin never talks to a network.
// Linked statically, the archive members that do so are only taken in if these
// symbols are missing; with them defined here, TLS, HTTP and SSH stay out and
// every use of them fails with libgit2's general error (-1).
//
// Only linked together with the static libgit2 1.5 (see Package.swift).

#include <stddef.h>

enum { no_network = -1 };

unsigned char git_http__expect_continue = 0;

int git_mbedtls_stream_global_init(void) { return 0; }
int git_mbedtls__set_cert_location(const char *file, const char *path) {
  (void)file, (void)path;
  return no_network;
}
int git_mbedtls_stream_new(void **out, const char *host, const char *port) {
  (void)host, (void)port;
  *out = NULL;
  return no_network;
}
int git_mbedtls_stream_wrap(void **out, void *inner, const char *host) {
  (void)inner, (void)host;
  *out = NULL;
  return no_network;
}
int git_transport_ssh_global_init(void) { return 0; }
int git_smart_subtransport_ssh(void **out, void *owner, void *parameter) {
  (void)owner, (void)parameter;
  *out = NULL;
  return no_network;
}
int git_smart_subtransport_http(void **out, void *owner, void *parameter) {
  (void)owner, (void)parameter;
  *out = NULL;
  return no_network;
}

// Used by libgit2 to take an address apart.
int http_parser_parse_url(const char *text, size_t length, int is_connect, void *out) {
  (void)text, (void)length, (void)is_connect, (void)out;
  return 1;
}
