using McpProxy.Configuration;

namespace McpProxy.Plugins.Transforms.HeaderInject;

/// <summary>Finds the mistakes in one injected header.</summary>
internal readonly struct InjectedHeaderCheck(string path, ConfigErrors errors)
{
    private static readonly ProxyErrorKind[] _kindsOfMissing = [ProxyErrorKind.AuthRequired, ProxyErrorKind.Forbidden, ProxyErrorKind.InvalidArguments, ProxyErrorKind.Internal];

    public void Check(string name, InjectedHeaderOptions options)
    {
        CheckName(name, path);
        CheckSources(options);
        CheckText(options.Prefix, nameof(options.Prefix));
        CheckText(options.Value, nameof(options.Value));
        CheckText(options.Secret is { HasValue: true } secret ? secret.Reveal() : null, nameof(options.Secret));
        CheckRejected(options);
        CheckPaths(options.Paths, $"{path}:{nameof(options.Paths)}");
        CheckPaths(options.Require, $"{path}:{nameof(options.Require)}");
        CheckPaths(options.Forbid, $"{path}:{nameof(options.Forbid)}");
        if (!_kindsOfMissing.Contains(options.MissingKind))
        {
            errors.Add(ConfigErrorCodes.InvalidValue, $"{path}:{nameof(options.MissingKind)}", $"A missing header is not {options.MissingKind}.", $"Write one of {string.Join(", ", _kindsOfMissing)}.");
        }

        foreach (var (mirror, paths) in options.Mirror)
        {
            CheckName(mirror, $"{path}:{nameof(options.Mirror)}:{mirror}");
            CheckPaths(paths, $"{path}:{nameof(options.Mirror)}:{mirror}");
        }
    }

    private void CheckName(string name, string where)
    {
        if (!HeaderRules.IsName(name))
        {
            errors.Add(ConfigErrorCodes.InvalidValue, where, $"'{name}' is not a header name.", "Letters, digits and !#$%&'*+-.^_`|~ are allowed.");
        }
        else if (HeaderRules.IsReserved(name))
        {
            errors.Add(ConfigErrorCodes.InvalidValue, where, $"Header '{name}' belongs to the connection and cannot be injected.");
        }
    }

    private void CheckSources(InjectedHeaderOptions options)
    {
        // A source that could not be bound is absent here, and has its own error already.
        if (options is { Item: null, Exchange: null, Claim: null, Request: null, Secret: null, Value: null } && !HasErrors())
        {
            errors.Add(ConfigErrorCodes.Missing, path, "The header has no source.", "Set at least one of Item, Exchange, Claim, Request, Secret and Value.");
        }

        if (options.Request is { } header && !HeaderRules.IsName(header))
        {
            errors.Add(ConfigErrorCodes.InvalidValue, $"{path}:{nameof(options.Request)}", $"'{header}' is not a header name.");
        }
    }

    private void CheckRejected(InjectedHeaderOptions options)
    {
        CheckRejected(options, options.Value, nameof(options.Value));
        CheckRejected(options, options.Secret is { HasValue: true } secret ? secret.Reveal() : null, nameof(options.Secret));
    }

    private void CheckRejected(InjectedHeaderOptions options, string? text, string key)
    {
        if (text is not null && options.Reject.Contains(text, StringComparer.OrdinalIgnoreCase))
        {
            errors.Add(ConfigErrorCodes.InvalidValue, $"{path}:{key}", "The value is one of those that Reject names: a placeholder.", "Write the real one, or leave the key out.");
        }
    }

    private bool HasErrors()
    {
        var below = path + ":";
        return errors.Any(e => e.Path.StartsWith(below, StringComparison.OrdinalIgnoreCase));
    }

    private void CheckText(string? text, string key)
    {
        if (text is not null && !HeaderRules.IsValue(text))
        {
            errors.Add(ConfigErrorCodes.InvalidValue, $"{path}:{key}", "The text has characters that a header cannot carry.", "Only printable ASCII is allowed.");
        }
    }

    private void CheckPaths(IReadOnlyList<string> paths, string where)
    {
        for (var i = 0; i < paths.Count; i++)
        {
            if (!PathPattern.TryParse(paths[i], out _))
            {
                errors.Add(ConfigErrorCodes.InvalidValue, $"{where}:{i}", $"'{paths[i]}' is not a path pattern.", PathPattern.Hint);
            }
        }
    }
}
