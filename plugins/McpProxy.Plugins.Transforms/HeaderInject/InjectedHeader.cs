using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;

namespace McpProxy.Plugins.Transforms.HeaderInject;

/// <summary>One injected header, compiled from its options.</summary>
internal sealed class InjectedHeader
{
    private readonly InjectedHeaderOptions _options;
    private readonly string? _constant;
    private readonly string[] _rejected;
    private readonly PathPattern[] _paths;
    private readonly PathPattern[] _forbid;
    private readonly PathPattern[] _require;

    public InjectedHeader(string name, InjectedHeaderOptions options)
    {
        Name = name;
        _paths = PathPattern.ParseAll(options.Paths);
        _forbid = PathPattern.ParseAll(options.Forbid);
        _require = PathPattern.ParseAll(options.Require);
        Mirrors = [.. options.Mirror.Select(m => new HeaderMirror(m.Key, PathPattern.ParseAll(m.Value)))];
        _options = options;
        _rejected = [.. options.Reject];
        _constant = Constant(options) is { } constant ? options.Prefix + constant : null;
    }

    public string Name { get; }

    public HeaderMirror[] Mirrors { get; }

    /// <param name="path">The path without slashes at its ends.</param>
    public bool BelongsOn(ReadOnlySpan<char> path) =>
        (_paths.Length == 0 || PathPattern.AnyMatches(_paths, path)) && !PathPattern.AnyMatches(_forbid, path);

    /// <param name="path">The path without slashes at its ends.</param>
    public bool IsRequiredOn(ReadOnlySpan<char> path) => PathPattern.AnyMatches(_require, path);

    /// <summary>The value for one exchange, or null when no source has one.</summary>
    public string? ValueFor(HttpContext context, ProxyExchange? exchange)
    {
        var value = _options.Item is { } item ? exchange?.GetItem(item) : null;
        if (IsNone(value) && _options.Exchange is { } property)
        {
            value = Read(exchange, property);
        }

        if (IsNone(value) && _options.Claim is { } claim)
        {
            value = context.User.FindFirst(claim)?.Value;
        }

        if (IsNone(value) && _options.Request is { } header)
        {
            value = context.Request.Headers[header].ToString();
        }

        return IsNone(value) ? _constant : _options.Prefix.Length == 0 ? value : _options.Prefix + value;
    }

    /// <summary>The error of a required header without a value.</summary>
    public ProxyError Missing() => new(_options.MissingKind, "required_header_missing", $"The request was not sent: header '{Name}' is required on this path and has no value.")
    {
        Hint = _options.MissingHint ?? $"Its value comes from {Sources()}.",
    };

    /// <summary>The error of a value that a header cannot carry. The value itself may be a secret and is not named.</summary>
    public ProxyError Unfit() => new(ProxyErrorKind.Internal, "header_value_refused", $"The request was not sent: the value of header '{Name}' has characters that a header cannot carry.")
    {
        Hint = $"Only printable ASCII is allowed; the value comes from {Sources()}.",
    };

    private static string? Constant(InjectedHeaderOptions options) =>
        options.Secret is { HasValue: true } secret ? secret.Reveal() : options.Value;

    private static string? Read(ProxyExchange? exchange, ExchangeValue property) => property switch
    {
        ExchangeValue.Identity => exchange?.Identity,
        ExchangeValue.Profile => exchange?.Profile,
        ExchangeValue.Region => exchange?.Region,
        ExchangeValue.RequestId => exchange?.RequestId,
        ExchangeValue.ToolName => exchange?.ToolName,
        _ => null,
    };

    private bool IsNone([NotNullWhen(false)] string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return true;
        }

        foreach (var rejected in _rejected)
        {
            if (value.Equals(rejected, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private string Sources()
    {
        string?[] sources =
        [
            _options.Item is { } item ? $"exchange item '{item}'" : null,
            _options.Exchange is { } property ? $"the exchange's {property}" : null,
            _options.Claim is { } claim ? $"claim '{claim}'" : null,
            _options.Request is { } header ? $"request header '{header}'" : null,
            _constant is null ? null : "the configuration",
        ];
        return string.Join(" or ", sources.Where(s => s is not null));
    }
}
