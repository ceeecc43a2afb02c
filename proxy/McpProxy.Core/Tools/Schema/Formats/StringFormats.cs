using System.Collections.Frozen;
using System.Text;
using McpProxy.Tools.Schema.Patterns;

namespace McpProxy.Tools.Schema.Formats;

/// <summary>The formats of JSON Schema 2020-12 (Validation, section 7.3).</summary>
internal static class StringFormats
{
    private static readonly FrozenDictionary<string, StringFormat> All = new StringFormat[]
    {
        new("date-time", "a date and time with an offset, like 2026-01-31T12:00:00Z", TimeFormats.IsDateTime),
        new("date", "a date like 2026-01-31", TimeFormats.IsDate),
        new("time", "a time with an offset, like 12:00:00Z", TimeFormats.IsTime),
        new("duration", "a duration like P1DT12H", TimeFormats.IsDuration),
        new("email", "an e-mail address like ann@example.com", EmailFormats.IsEmail),
        new("idn-email", "an e-mail address like ann@example.com", EmailFormats.IsIdnEmail),
        new("hostname", "a host name like www.example.com", HostFormats.IsHostname),
        new("idn-hostname", "a host name like www.example.com", HostFormats.IsIdnHostname),
        new("ipv4", "an IPv4 address like 192.0.2.1", AddressFormats.IsIPv4),
        new("ipv6", "an IPv6 address like 2001:db8::1", AddressFormats.IsIPv6),
        new("uri", "an absolute URI like https://example.com/a", UriFormats.IsUri),
        new("uri-reference", "a URI or a relative reference like /a?b=c", UriFormats.IsUriReference),
        new("iri", "an absolute IRI like https://example.com/a", UriFormats.IsIri),
        new("iri-reference", "an IRI or a relative reference like /a?b=c", UriFormats.IsIriReference),
        new("uuid", "a UUID like 123e4567-e89b-12d3-a456-426614174000", IdentifierFormats.IsUuid),
        new("uri-template", "a URI template like /items/{id}", UriTemplateFormat.IsValid),
        new("json-pointer", "a JSON pointer like /a/0", IdentifierFormats.IsJsonPointer),
        new("relative-json-pointer", "a relative JSON pointer like 1/a", IdentifierFormats.IsRelativeJsonPointer),
        new("regex", "a regular expression of ECMA-262 like ^[a-z]+$", IsRegex),
    }.ToFrozenDictionary(format => format.Name, StringComparer.Ordinal);

    /// <returns>The format, or null for an unknown one.</returns>
    public static StringFormat? Find(string name) => All.GetValueOrDefault(name);

    private static bool IsRegex(ReadOnlySpan<byte> text) => EcmaTranslator.TryTranslate(Encoding.UTF8.GetString(text), out _, out _);
}
