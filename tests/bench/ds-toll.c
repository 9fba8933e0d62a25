/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ds-toll.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdbool.h>
#include <sys/socket.h>
#include <unistd.h>

#define MAX_DOORS 64
#define MAX_OPEN  64

typedef struct
{
  int      listener;
  uint16_t port; /* of the server behind */
} Door;

typedef struct
{
  DsToll *toll;
  int     in;
  int     out;
} Passage;

struct _DsToll
{
  GThread     *thread;
  GThreadPool *passages;
  Door         doors[MAX_DOORS];
  unsigned int n_doors;
  int          end[2]; /* a pipe: closed when all is over */

  GMutex       mutex;
  int          open[MAX_OPEN];
  unsigned int n_open;
  unsigned int n_passed;
  unsigned int n_most;
};

static struct sockaddr_in
loopback (uint16_t port)
{
  return (struct sockaddr_in){
    .sin_family = AF_INET,
    .sin_port = htons (port),
    .sin_addr.s_addr = htonl (INADDR_LOOPBACK),
  };
}

/* The kernel knows of an end before we have read up to it. */
static bool
is_open (int fd)
{
  struct tcp_info info;
  socklen_t length = sizeof info;

  return getsockopt (fd, IPPROTO_TCP, TCP_INFO, &info, &length) == 0 &&
         info.tcpi_state == TCP_ESTABLISHED;
}

static void
enter (DsToll *self,
       int fd)
{
  unsigned int n_now = 0;

  g_mutex_lock (&self->mutex);
  g_assert (self->n_open < MAX_OPEN);
  self->open[self->n_open++] = fd;
  self->n_passed++;
  for (unsigned int i = 0; i < self->n_open; i++)
    n_now += is_open (self->open[i]);
  self->n_most = MAX (self->n_most, n_now);
  g_mutex_unlock (&self->mutex);
}

static void
leave (DsToll *self,
       int fd)
{
  g_mutex_lock (&self->mutex);
  for (unsigned int i = 0; i < self->n_open; i++)
    {
      if (self->open[i] == fd)
        self->open[i--] = self->open[--self->n_open];
    }
  g_mutex_unlock (&self->mutex);
}

/* False when there is nothing more to come from @from. */
static bool
pass_on (int from,
         int to)
{
  char bytes[16384];
  ssize_t n = read (from, bytes, sizeof bytes);

  return n > 0 && send (to, bytes, (size_t) n, MSG_NOSIGNAL) == n;
}

static void
pass (gpointer data,
      gpointer user_data)
{
  Passage *passage = data;
  struct pollfd fds[] = {
    { .fd = passage->in, .events = POLLIN },
    { .fd = passage->out, .events = POLLIN },
    { .fd = passage->toll->end[0], .events = POLLIN },
  };
  bool goes_on = true;

  while (goes_on && poll (fds, G_N_ELEMENTS (fds), -1) > 0 && fds[2].revents == 0)
    {
      if (fds[0].revents != 0)
        goes_on = pass_on (passage->in, passage->out);
      if (goes_on && fds[1].revents != 0)
        goes_on = pass_on (passage->out, passage->in);
    }

  leave (passage->toll, passage->in);
  close (passage->in);
  close (passage->out);
  g_free (passage);
}

static void
let_in (DsToll *self,
        const Door *door)
{
  struct sockaddr_in address = loopback (door->port);
  Passage *passage = g_new0 (Passage, 1);
  int one = 1;

  passage->toll = self;
  passage->in = accept (door->listener, NULL, NULL);
  g_assert (passage->in >= 0);
  enter (self, passage->in);
  passage->out = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  g_assert (connect (passage->out, (struct sockaddr *) &address, sizeof address) == 0);
  setsockopt (passage->in, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  setsockopt (passage->out, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  g_thread_pool_push (self->passages, passage, NULL);
}

static gpointer
watch (gpointer data)
{
  DsToll *self = data;
  struct pollfd fds[MAX_DOORS + 1];

  for (unsigned int i = 0; i < self->n_doors; i++)
    fds[i] = (struct pollfd){ .fd = self->doors[i].listener, .events = POLLIN };
  fds[self->n_doors] = (struct pollfd){ .fd = self->end[0], .events = POLLIN };

  while (poll (fds, self->n_doors + 1, -1) > 0 && fds[self->n_doors].revents == 0)
    {
      for (unsigned int i = 0; i < self->n_doors; i++)
        {
          if (fds[i].revents != 0)
            let_in (self, &self->doors[i]);
        }
    }

  return NULL;
}

DsToll *
ds_toll_new (void)
{
  DsToll *self = g_new0 (DsToll, 1);

  g_mutex_init (&self->mutex);
  g_assert (pipe (self->end) == 0);
  self->passages = g_thread_pool_new (pass, NULL, -1, FALSE, NULL);
  return self;
}

void
ds_toll_free (DsToll *self)
{
  close (self->end[1]);
  g_thread_join (self->thread);
  g_thread_pool_free (self->passages, FALSE, TRUE);
  for (unsigned int i = 0; i < self->n_doors; i++)
    close (self->doors[i].listener);
  close (self->end[0]);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

uint16_t
ds_toll_add (DsToll *self,
             uint16_t port)
{
  struct sockaddr_in address = loopback (0);
  socklen_t length = sizeof address;
  Door *door = &self->doors[self->n_doors++];

  g_assert (self->n_doors <= MAX_DOORS);
  door->port = port;
  door->listener = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  g_assert (bind (door->listener, (struct sockaddr *) &address, length) == 0);
  g_assert (listen (door->listener, 16) == 0);
  g_assert (getsockname (door->listener, (struct sockaddr *) &address, &length) == 0);
  return ntohs (address.sin_port);
}

void
ds_toll_open (DsToll *self)
{
  self->thread = g_thread_new ("toll", watch, self);
}

unsigned int
ds_toll_count (DsToll *self)
{
  unsigned int n_passed;

  g_mutex_lock (&self->mutex);
  n_passed = self->n_passed;
  g_mutex_unlock (&self->mutex);
  return n_passed;
}

unsigned int
ds_toll_count_most (DsToll *self)
{
  unsigned int n_most;

  g_mutex_lock (&self->mutex);
  n_most = self->n_most;
  g_mutex_unlock (&self->mutex);
  return n_most;
}
