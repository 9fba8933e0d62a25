/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ds-printer-test.h"

static void
add_text (ipp_t *ipp,
          ipp_tag_t tag,
          const char *name,
          const char *value)
{
  ippAddString (ipp, IPP_TAG_PRINTER, tag, name, NULL, value);
}

ipp_t *
ds_printer_test_answer (void)
{
  static const char * const who[] = { "none", "none" };
  static const char * const how[] = { "none", "tls" };
  ipp_t *ipp = ippNew ();

  ippSetVersion (ipp, 2, 0);
  ippSetStatusCode (ipp, IPP_STATUS_OK);
  ippSetRequestId (ipp, 1);
  ippAddString (ipp, IPP_TAG_OPERATION, IPP_TAG_CHARSET, "attributes-charset", NULL, "utf-8");
  ippAddString (ipp, IPP_TAG_OPERATION, IPP_TAG_LANGUAGE, "attributes-natural-language", NULL,
                "en");
  add_text (ipp, IPP_TAG_TEXT, "printer-device-id", "MFG:Example;MDL:LaserPrint 100;SN:X42;");
  add_text (ipp, IPP_TAG_TEXT, "printer-make-and-model", "Example LaserPrint 100");
  add_text (ipp, IPP_TAG_TEXT, "printer-info", "Study printer");
  add_text (ipp, IPP_TAG_URI, "printer-more-info", "https://study.local:8631/");
  add_text (ipp, IPP_TAG_URI, "printer-uuid", "urn:uuid:" DS_PRINTER_TEST_UUID);
  add_text (ipp, IPP_TAG_NAME, "printer-firmware-name", "Main");
  add_text (ipp, IPP_TAG_TEXT, "printer-firmware-string-version", "4.7.1");
  ippAddStrings (ipp, IPP_TAG_PRINTER, IPP_TAG_KEYWORD, "uri-authentication-supported", 2, NULL,
                 who);
  ippAddStrings (ipp, IPP_TAG_PRINTER, IPP_TAG_KEYWORD, "uri-security-supported", 2, NULL, how);
  return ipp;
}

static ssize_t
append (void *context,
        ipp_uchar_t *bytes,
        size_t length)
{
  g_byte_array_append (context, bytes, (unsigned int) length);
  return (ssize_t) length;
}

GBytes *
ds_printer_test_bytes (ipp_t *ipp)
{
  GByteArray *bytes = g_byte_array_new ();

  g_assert_cmpint (ippWriteIO (bytes, append, 1, NULL, ipp), ==, IPP_STATE_DATA);
  return g_byte_array_free_to_bytes (bytes);
}

static bool
answer_bytes (DsTlsServer *server,
              GIOStream *stream,
              const char *request,
              gpointer user_data)
{
  size_t length;
  const void *bytes = g_bytes_get_data (user_data, &length);
  g_autofree char *head = g_strdup_printf ("HTTP/1.1 200 OK\r\nContent-Type: application/ipp\r\n"
                                           "Content-Length: %zu\r\n\r\n", length);

  return ds_tls_server_write (server, stream, head) &&
         g_output_stream_write_all (g_io_stream_get_output_stream (stream), bytes, length, NULL,
                                    NULL, NULL);
}

DsTlsServer *
ds_printer_test_serve (GTlsCertificate *certificate,
                       GBytes *answer)
{
  return ds_tls_server_new (certificate, answer_bytes, answer);
}

DsTarget *
ds_printer_test_target (DsTlsServer *server,
                        const char *path)
{
  g_autoptr (GPtrArray) addresses = g_ptr_array_new ();
  DsTarget *target;

  g_ptr_array_add (addresses, ds_tls_server_get_address (server));
  target = ds_target_new (DS_PRINTER_TEST_UUID, addresses);
  ds_target_set_path (target, path);
  return target;
}
