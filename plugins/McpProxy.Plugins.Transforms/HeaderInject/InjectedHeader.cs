using Microsoft.AspNetCore.Http;

namespace McpProxy.Plugins.Transforms.HeaderInject;

/// <summary>One injected header, compiled from its options.</summary>
internal sealed class InjectedHeader
{
    private readonly InjectedHeaderOptions _options;
    private readonly string? _constant;

    public InjectedHeader(string name, InjectedHeaderOptions options)
    {
        Name = name;
        Forbid = PathPattern.ParseAll(options.Forbid);
        Require = PathPattern.ParseAll(options.Require);
        Mirrors = [.. options.Mirror.Select(m => new HeaderMirror(m.Key, PathPattern.ParseAll(m.Value)))];
        _options = options;
        _constant = Constant(options) is { } constant ? options.Prefix + constant : null;
    }

    public string Name { get; }

    public PathPattern[] Forbid { get; }

    public PathPattern[] Require { get; }

    public HeaderMirror[] Mirrors { get; }

    /// <summary>The value for one exchange, or null when no source has one.</summary>
    public string? ValueFor(HttpContext context, ProxyExchange? exchange)
    {
        var value = _options.Item is { } item ? exchange?.GetItem(item) : null;
        if (string.IsNullOrEmpty(value) && _options.Exchange is { } property)
        {
            value = Read(exchange, property);
        }

        if (string.IsNullOrEmpty(value) && _options.Claim is { } claim)
        {
            value = context.User.FindFirst(claim)?.Value;
        }

        if (string.IsNullOrEmpty(value) && _options.Request is { } header)
        {
            value = context.Request.Headers[header].ToString();
        }

        return string.IsNullOrEmpty(value) ? _constant : _options.Prefix.Length == 0 ? value : _options.Prefix + value;
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
