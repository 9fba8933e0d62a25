/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "ds-qr"

#include "config.h"

#include "ds-qr.h"

#include "core/ds-error.h"
#include "core/ds-future.h"
#include "core/ds-library.h"
#include "trust/ds-secret.h"

#include <string.h>
#include <zbar.h>

/* A photograph of a telephone is 5 to 15 MiB and 50 megapixels at most. */
#define MAX_FILE (32 * 1024 * 1024)
#define MAX_SIDE 12000
#define MAX_PIXELS (64 * 1024 * 1024)

/* Nobody puts more on one label. */
#define MAX_CODES 16

/* Most codes are typed. */
#define ZBAR_FUNCTIONS(F)                                                             \
  F (zbar_image_create) F (zbar_image_destroy) F (zbar_image_first_symbol)            \
  F (zbar_image_scanner_create) F (zbar_image_scanner_destroy)                        \
  F (zbar_image_scanner_set_config) F (zbar_image_set_data) F (zbar_image_set_format) \
  F (zbar_image_set_size) F (zbar_scan_image) F (zbar_symbol_get_data)                \
  F (zbar_symbol_get_data_length) F (zbar_symbol_next)

DS_LIBRARY (zbar, "libzbar.so.0", ZBAR_FUNCTIONS)

typedef struct
{
  GFile      *file; /* or else: */
  GdkTexture *texture;
} Picture;

static void
picture_free (gpointer data)
{
  Picture *picture = data;

  g_clear_object (&picture->file);
  g_clear_object (&picture->texture);
  g_free (picture);
}

static GdkTexture *
load_texture (GFile   *file,
              GError **error)
{
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, error);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GByteArray) data = g_byte_array_new ();

  if (stream == NULL)
    return NULL;

  do
    {
      g_clear_pointer (&bytes, g_bytes_unref);
      bytes = g_input_stream_read_bytes (G_INPUT_STREAM (stream), 1024 * 1024, NULL, error);
      if (bytes == NULL)
        return NULL;
      g_byte_array_append (data, g_bytes_get_data (bytes, NULL),
                           (guint)g_bytes_get_size (bytes));
    }
  while (g_bytes_get_size (bytes) > 0 && data->len <= MAX_FILE);

  if (data->len > MAX_FILE)
    {
      g_set_error_literal (error, DS_ERROR, DS_ERROR_FAILED, "the picture is too big");
      return NULL;
    }
  g_clear_pointer (&bytes, g_bytes_unref);
  bytes = g_byte_array_free_to_bytes (g_steal_pointer (&data));

  return gdk_texture_new_from_bytes (bytes, error);
}

/* One byte a pixel, as zbar wants it. Transparent pixels are paper. */
static uint8_t *
make_grey (GdkTexture *texture,
           size_t      pixels)
{
  g_autoptr (GdkTextureDownloader) downloader = gdk_texture_downloader_new (texture);
  g_autoptr (GBytes) bytes = NULL;
  const uint8_t *data;
  uint8_t *grey = g_malloc (pixels);
  size_t width = (size_t)gdk_texture_get_width (texture);
  size_t stride;

  gdk_texture_downloader_set_format (downloader, GDK_MEMORY_R8G8B8A8);
  bytes = gdk_texture_downloader_download_bytes (downloader, &stride);
  data = g_bytes_get_data (bytes, NULL);
  for (size_t i = 0; i < pixels; i++)
    {
      const uint8_t *pixel = data + (i / width) * stride + (i % width) * 4;
      unsigned int light = (299u * pixel[0] + 587u * pixel[1] + 114u * pixel[2]) / 1000u;

      grey[i] = (uint8_t)((light * pixel[3] + 255u * (255u - pixel[3])) / 255u);
    }

  return grey;
}

/* zbar sees a code of a few hundred pixels best; a big photograph has every
 * module smeared over many. */
static void
halve (uint8_t      *grey,
       unsigned int *width,
       unsigned int *height)
{
  unsigned int w = *width / 2;
  unsigned int h = *height / 2;

  for (size_t y = 0; y < h; y++)
    for (size_t x = 0; x < w; x++)
      {
        const uint8_t *from = grey + 2 * y * *width + 2 * x;

        grey[y * w + x] = (uint8_t)((from[0] + from[1] + from[*width] + from[*width + 1]) / 4);
      }
  *width = w;
  *height = h;
}

static gboolean
is_same (gconstpointer a,
         gconstpointer b)
{
  return ds_secret_equal ((DsSecret *)a, (DsSecret *)b);
}

static void
scan (zbar_image_scanner_t *scanner,
      const uint8_t        *grey,
      unsigned int          width,
      unsigned int          height,
      GPtrArray            *codes)
{
  zbar_image_t *image = zbar.zbar_image_create ();
  const zbar_symbol_t *symbol = NULL;

  zbar.zbar_image_set_format (image, zbar_fourcc ('Y', '8', '0', '0'));
  zbar.zbar_image_set_size (image, width, height);
  zbar.zbar_image_set_data (image, grey, (unsigned long)width * height, NULL);
  if (zbar.zbar_scan_image (scanner, image) > 0)
    symbol = zbar.zbar_image_first_symbol (image);
  for (; symbol != NULL && codes->len < MAX_CODES; symbol = zbar.zbar_symbol_next (symbol))
    {
      g_autoptr (DsSecret) code = ds_secret_new (zbar.zbar_symbol_get_data (symbol),
                                                 zbar.zbar_symbol_get_data_length (symbol));

      if (!g_ptr_array_find_with_equal_func (codes, code, is_same, NULL))
        g_ptr_array_add (codes, g_steal_pointer (&code));
    }
  zbar.zbar_image_destroy (image);
}

/* A label often has several, and a small one may be found in another size of the
 * picture than a big one. */
static GPtrArray *
read_codes (GdkTexture *texture)
{
  GPtrArray *codes = g_ptr_array_new_with_free_func ((GDestroyNotify)ds_secret_unref);
  zbar_image_scanner_t *scanner;
  unsigned int width = (unsigned int)gdk_texture_get_width (texture);
  unsigned int height = (unsigned int)gdk_texture_get_height (texture);
  size_t pixels = (size_t)width * height;
  g_autofree uint8_t *grey = NULL;

  if (width == 0 || height == 0 || width > MAX_SIDE || height > MAX_SIDE
      || pixels > MAX_PIXELS)
    return codes;

  grey = make_grey (texture, pixels);
  scanner = zbar.zbar_image_scanner_create ();
  zbar.zbar_image_scanner_set_config (scanner, ZBAR_NONE, ZBAR_CFG_ENABLE, 0);
  zbar.zbar_image_scanner_set_config (scanner, ZBAR_QRCODE, ZBAR_CFG_ENABLE, 1);
  while (width > 64 && height > 64)
    {
      scan (scanner, grey, width, height, codes);
      halve (grey, &width, &height);
    }
  zbar.zbar_image_scanner_destroy (scanner);
  explicit_bzero (grey, pixels);

  return codes;
}

static DexFuture *
read_thread (gpointer user_data)
{
  Picture *picture = user_data;
  g_autoptr (GdkTexture) texture = NULL;
  g_autoptr (GPtrArray) codes = NULL;
  g_autoptr (GError) error = NULL;

  if (picture->file != NULL)
    texture = load_texture (picture->file, &error);
  else
    texture = g_object_ref (picture->texture);
  if (texture == NULL)
    return dex_future_new_reject (DS_ERROR, DS_ERROR_FAILED, "not a picture: %s",
                                  error->message);
  if (!zbar_open (&error))
    return dex_future_new_for_error (g_steal_pointer (&error));

  codes = read_codes (texture);
  if (codes->len == 0)
    return dex_future_new_reject (DS_ERROR, DS_ERROR_NOT_FOUND, "no QR code in the picture");

  return dex_future_new_take_boxed (G_TYPE_PTR_ARRAY, g_steal_pointer (&codes));
}

static DexFuture *
read_picture (GFile      *file,
              GdkTexture *texture)
{
  Picture *picture = g_new0 (Picture, 1);

  g_set_object (&picture->file, file);
  g_set_object (&picture->texture, texture);

  return ds_thread_spawn ("qr", read_thread, picture, picture_free);
}

/**
 * ds_qr_read_file:
 * @file: a picture: PNG, JPEG, TIFF or what else the system can read
 *
 * Looks for QR codes in a picture, on a thread.
 *
 * Returns: (transfer full): a future that resolves to a #GPtrArray of #DsSecret, the
 *   texts of the codes, each once; or rejects with DS_ERROR_NOT_FOUND where there is
 *   none and DS_ERROR_FAILED where the file is not a picture or is too big
 */
DexFuture *
ds_qr_read_file (GFile *file)
{
  g_return_val_if_fail (G_IS_FILE (file), NULL);

  return read_picture (file, NULL);
}

/**
 * ds_qr_read_texture:
 * @texture: a picture
 *
 * The same for a picture from the clipboard.
 *
 * Returns: (transfer full): see ds_qr_read_file()
 */
DexFuture *
ds_qr_read_texture (GdkTexture *texture)
{
  g_return_val_if_fail (GDK_IS_TEXTURE (texture), NULL);

  return read_picture (NULL, texture);
}
