/* Faults below the database: a library for LD_PRELOAD that stands between a process and its files.
 *
 * It counts the operations that change files under one folder (write, pwrite, fsync, rename, truncate, unlink)
 * and at the N-th one fails, writes half, kills the process, or cuts the power: everything that was
 * written since the last fsync of its file is lost, then the process dies. Reading is never disturbed.
 * Controlled through the functions below, or for a whole process by two variables of the environment:
 * FAULTS_FOLDER names the folder, and while the file FAULTS_FULL exists its disk is full. With FAULTS_QUICK no
 * sync reaches the real disk: what a sync is worth is decided here, and thousands of trials need not wait for it.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

enum { NOTHING, FAIL, FULL, HALF, DIE_BEFORE, DIE_AFTER, POWER_CUT };
enum { LONGEST_LOG = 1 << 16, HALVED = -1 };

static int kind, is_full;
static long wanted, seen;
static char folder[PATH_MAX], done[LONGEST_LOG];
static const char *full_while;
static int is_quick;

/* What a file was before each write since its last fsync, newest first. */
struct lost {
    struct lost *older;
    dev_t device;
    ino_t inode;
    int handle;
    off_t offset, size;
    ssize_t length;
    char bytes[];
};
static struct lost *unsynced;
static void die(void) __attribute__((noreturn));
static void lose_what_is_unsynced(void);

#define REAL(name) \
    static __typeof__(name) *real; \
    if (!real) real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

/* Begin to count operations under `where`; at the N-th (from 1) do what `what` says. */
void faults_arm(const char *where, int what, long n) {
    snprintf(folder, sizeof folder, "%s", where);
    kind = what, wanted = n, seen = 0, is_full = 0;
    memset(done, 0, sizeof done);
}

/* Disturb nothing any more; answers how many operations there were. */
long faults_disarm(void) {
    folder[0] = 0, kind = NOTHING, is_full = 0;
    return seen;
}

void faults_cut_power(void) {
    lose_what_is_unsynced();
    die();
}

/* The operations since faults_arm, a letter each. */
const char *faults_log(void) { return done; }

__attribute__((constructor)) static void begin(void) {
    const char *where = getenv("FAULTS_FOLDER");
    full_while = getenv("FAULTS_FULL");
    is_quick = getenv("FAULTS_QUICK") != NULL;
    if (where && full_while) snprintf(folder, sizeof folder, "%s", where);
}

static int is_below(const char *path) {
    size_t length = strlen(folder);
    return length && strncmp(path, folder, length) == 0 && (path[length] == '/' || path[length] == 0);
}

static int is_ours(int handle) {
    char link[40], path[PATH_MAX];
    if (!folder[0]) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", handle);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return is_below(path);
}

static void die(void) {
    kill(getpid(), SIGKILL);
    for (;;) pause();
}

static void lose_what_is_unsynced(void) {
    static ssize_t (*put)(int, const void *, size_t, off_t);
    static int (*cut)(int, off_t);
    put = dlsym(RTLD_NEXT, "pwrite");
    cut = dlsym(RTLD_NEXT, "ftruncate");
    for (struct lost *each = unsynced; each; each = each->older) {
        if (each->length > 0 && put(each->handle, each->bytes, each->length, each->offset) != each->length) abort();
        if (cut(each->handle, each->size)) abort();
    }
}

/* 0 to go on, an errno to fail with, or HALVED; may not return. */
static int strike(char letter, int takes_space) {
    struct stat there;
    if (full_while) return takes_space && stat(full_while, &there) == 0 ? ENOSPC : 0;
    if (++seen < LONGEST_LOG) done[seen - 1] = letter;
    if (is_full) return takes_space ? ENOSPC : 0;
    if (seen != wanted) return 0;
    switch (kind) {
    case FAIL: return EIO;
    case FULL: is_full = 1; return ENOSPC;
    case HALF: is_full = 1; return letter == 'w' ? HALVED : 0;
    case POWER_CUT: lose_what_is_unsynced(); die();
    case DIE_BEFORE: die();
    default: break;
    }
    return 0;
}

static void after(int is_counted) {
    if (is_counted && kind == DIE_AFTER && seen == wanted) die();
}

static void remember(int handle, off_t offset, size_t length) {
    struct stat now;
    char link[40];
    if (kind != POWER_CUT || fstat(handle, &now)) return;
    struct lost *entry = malloc(sizeof *entry + length);
    snprintf(link, sizeof link, "/proc/self/fd/%d", handle);
    int again = open(link, O_RDWR | O_CLOEXEC);
    if (!entry || again < 0) abort();
    *entry = (struct lost){unsynced, now.st_dev, now.st_ino, again, offset, now.st_size, 0};
    entry->length = length ? pread(again, entry->bytes, length, offset) : 0;
    unsynced = entry;
}

static void forget(int handle) {
    struct stat now;
    if (kind != POWER_CUT || fstat(handle, &now)) return;
    for (struct lost **at = &unsynced; *at;) {
        struct lost *entry = *at;
        if (entry->device == now.st_dev && entry->inode == now.st_ino) {
            *at = entry->older;
            close(entry->handle);
            free(entry);
        } else at = &entry->older;
    }
}

static int fails(int fault) {
    if (fault > 0) errno = fault;
    return fault > 0;
}

#define WRITES_AT(name) \
    ssize_t name(int handle, const void *bytes, size_t length, off_t offset) { \
        REAL(name); \
        int ours = is_ours(handle), fault = ours ? strike('w', 1) : 0; \
        if (fails(fault)) return -1; \
        if (fault == HALVED) length = (length + 1) / 2; \
        if (ours) remember(handle, offset, length); \
        ssize_t count = real(handle, bytes, length, offset); \
        after(ours); \
        return count; \
    }
WRITES_AT(pwrite)
WRITES_AT(pwrite64)

ssize_t write(int handle, const void *bytes, size_t length) {
    REAL(write);
    int ours = is_ours(handle), fault = ours ? strike('w', 1) : 0;
    if (fails(fault)) return -1;
    if (fault == HALVED) length = (length + 1) / 2;
    if (ours) remember(handle, lseek(handle, 0, SEEK_CUR), length);
    ssize_t count = real(handle, bytes, length);
    after(ours);
    return count;
}

ssize_t writev(int handle, const struct iovec *parts, int count) {
    REAL(writev);
    int ours = is_ours(handle), fault = ours ? strike('w', 1) : 0;
    size_t length = 0;
    if (fails(fault)) return -1;
    if (fault == HALVED) count = 1;
    for (int i = 0; i < count; i++) length += parts[i].iov_len;
    if (ours) remember(handle, lseek(handle, 0, SEEK_CUR), length);
    ssize_t written = real(handle, parts, count);
    after(ours);
    return written;
}

#define SYNCS(name) \
    int name(int handle) { \
        REAL(name); \
        int ours = is_ours(handle); \
        if (fails(ours ? strike('s', 1) : 0)) return -1; \
        int result = is_quick ? 0 : real(handle); \
        if (ours && !result) forget(handle); \
        after(ours); \
        return result; \
    }
SYNCS(fsync)
SYNCS(fdatasync)

#define TRUNCATES(name) \
    int name(int handle, off_t size) { \
        REAL(name); \
        struct stat now; \
        int ours = is_ours(handle); \
        if (fails(ours ? strike('t', 1) : 0)) return -1; \
        if (ours && !fstat(handle, &now)) \
            remember(handle, size < now.st_size ? size : 0, size < now.st_size ? now.st_size - size : 0); \
        int result = real(handle, size); \
        after(ours); \
        return result; \
    }
TRUNCATES(ftruncate)
TRUNCATES(ftruncate64)

int rename(const char *from, const char *to) {
    REAL(rename);
    int ours = is_below(to);
    if (fails(ours ? strike('r', 1) : 0)) return -1;
    int result = real(from, to);
    after(ours);
    return result;
}

int renameat(int here, const char *from, int there, const char *to) {
    REAL(renameat);
    int ours = is_below(to);
    if (fails(ours ? strike('r', 1) : 0)) return -1;
    int result = real(here, from, there, to);
    after(ours);
    return result;
}

int unlink(const char *path) {
    REAL(unlink);
    int ours = is_below(path);
    if (fails(ours ? strike('u', 0) : 0)) return -1;
    int result = real(path);
    after(ours);
    return result;
}

int unlinkat(int here, const char *path, int flags) {
    REAL(unlinkat);
    int ours = is_below(path);
    if (fails(ours ? strike('u', 0) : 0)) return -1;
    int result = real(here, path, flags);
    after(ours);
    return result;
}
