/*
 * The limit that a chat server can be measured against: what the kernel's own send costs, and next to nothing else.
 * One thread; a turn reads all that came, appends whole lines to one log, and sends every receiver what it has not had
 * with one send. Nothing is parsed, nobody is refused, everybody gets everything.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

enum { LOG_SIZE = 64 << 20, MAX_CONNECTIONS = 100000, MAX_LINE = 16384, EVENTS = 1024 };

struct connection {
    int fd;
    int blocked;           /* waits for room to write */
    unsigned long cursor;  /* how much of the log it has had */
    int partial_length;
    char *partial;         /* an unfinished line */
};

static struct connection *connections[MAX_CONNECTIONS];
static int count, dropped;
static char *log_bytes;         /* mapped twice in a row: a run never wraps */
static unsigned long log_end;
static int ep;

static void fail(const char *what) {
    perror(what);
    exit(1);
}

static void map_log(void) {
    int fd = memfd_create("log", 0);
    if (fd < 0 || ftruncate(fd, LOG_SIZE) < 0) fail("memfd");
    log_bytes = mmap(NULL, 2UL * LOG_SIZE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    for (int i = 0; i < 2; i++)
        if (mmap(log_bytes + (unsigned long)i * LOG_SIZE, LOG_SIZE, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED, fd, 0) == MAP_FAILED)
            fail("mmap");
}

static void append(const char *bytes, int length) {
    memcpy(log_bytes + log_end % LOG_SIZE, bytes, length);
    log_end += length;
}

static void drop(struct connection *c) {
    close(c->fd);
    c->fd = -1;
    dropped = 1;
}

static void accept_all(int listener) {
    int fd;
    while ((fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK)) >= 0) {
        int one = 1;
        struct connection *c = calloc(1, sizeof *c);
        struct epoll_event event = {.events = EPOLLIN, .data.ptr = c};
        if (!c || count == MAX_CONNECTIONS) fail("too many connections");
        c->fd = fd;
        c->cursor = log_end;
        connections[count++] = c;
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
        epoll_ctl(ep, EPOLL_CTL_ADD, fd, &event);
        if (send(fd, "ready\n", 6, MSG_NOSIGNAL) != 6) drop(c);
    }
}

static void read_lines(struct connection *c) {
    static char buffer[MAX_LINE + 65536];
    memcpy(buffer, c->partial, c->partial_length);
    ssize_t got = recv(c->fd, buffer + c->partial_length, 65536, 0);
    if (got <= 0) {
        if (got == 0 || errno != EAGAIN) drop(c);
        return;
    }
    int length = c->partial_length + (int)got;
    char *last = memrchr(buffer, '\n', length);
    int whole = last ? (int)(last - buffer) + 1 : 0;
    append(buffer, whole);
    c->partial_length = length - whole;
    if (c->partial_length > MAX_LINE) { drop(c); return; }
    if (c->partial_length > 0) {
        if (!c->partial) c->partial = malloc(MAX_LINE);
        memcpy(c->partial, buffer + whole, c->partial_length);
    }
}

static void watch(struct connection *c, int blocked) {
    struct epoll_event event = {.events = EPOLLIN | (blocked ? EPOLLOUT : 0), .data.ptr = c};
    c->blocked = blocked;
    epoll_ctl(ep, EPOLL_CTL_MOD, c->fd, &event);
}

static void send_news(struct connection *c) {
    if (log_end - c->cursor > LOG_SIZE) { drop(c); return; }
    ssize_t sent = send(c->fd, log_bytes + c->cursor % LOG_SIZE, log_end - c->cursor, MSG_NOSIGNAL);
    if (sent < 0 && errno != EAGAIN) { drop(c); return; }
    if (sent > 0) c->cursor += sent;
    if ((c->cursor < log_end) != c->blocked) watch(c, c->cursor < log_end);
}

int main(int argc, char **argv) {
    struct rlimit files = {MAX_CONNECTIONS, MAX_CONNECTIONS};
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(argc > 1 ? atoi(argv[1]) : 5050)};
    struct epoll_event events[EVENTS], event = {.events = EPOLLIN};
    int one = 1, listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    setrlimit(RLIMIT_NOFILE, &files);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    if (bind(listener, (struct sockaddr *)&address, sizeof address) < 0 || listen(listener, 4096) < 0) fail("listen");
    map_log();
    ep = epoll_create1(0);
    epoll_ctl(ep, EPOLL_CTL_ADD, listener, &event);
    for (;;) {
        unsigned long before = log_end;
        int ready = epoll_wait(ep, events, EVENTS, -1);
        for (int i = 0; i < ready; i++) {
            struct connection *c = events[i].data.ptr;
            if (!c) accept_all(listener);
            else if (c->fd >= 0 && (events[i].events & ~EPOLLOUT)) read_lines(c);
            if (c && c->fd >= 0 && c->blocked && (events[i].events & EPOLLOUT)) send_news(c);
        }
        if (log_end != before)
            for (int i = 0; i < count; i++)
                if (connections[i]->fd >= 0 && !connections[i]->blocked) send_news(connections[i]);
        for (int i = 0; dropped && i < count; i++)
            if (connections[i]->fd < 0) { free(connections[i]->partial); free(connections[i]); connections[i--] = connections[--count]; }
        dropped = 0;
    }
}
