using McpProxy.Configuration;
using McpProxy.Plugins.Credentials.Tls;

namespace McpProxy.Plugins.Credentials.TokenServers;

/// <summary>Collects what is wrong with the options below one path.</summary>
/// <param name="root">The path of the section.</param>
/// <param name="path">The path of what is looked at.</param>
/// <param name="errors">Where mistakes go.</param>
internal readonly struct Mistakes(string root, string path, ConfigErrors errors)
{
    public Mistakes At(string key) => new(root, $"{path}:{key}", errors);

    /// <summary>The place of a key of the section itself.</summary>
    public Mistakes AtRoot(string key) => new(root, $"{root}:{key}", errors);

    public void Invalid(string message, string hint = "") => errors.Add(ConfigErrorCodes.InvalidValue, path, message, hint);

    public void Missing(string message, string hint = "") => errors.Add(ConfigErrorCodes.Missing, path, message, hint);

    public void Unknown(string message, string hint = "") => errors.Add(ConfigErrorCodes.UnknownName, path, message, hint);

    /// <summary>Reads the certificates that options name; mistakes are added.</summary>
    /// <returns>Connections that use them; null without options.</returns>
    public TlsConnections? Tls(TlsOptions? options)
    {
        if (options is null)
        {
            return null;
        }

        var at = this;
        TlsConnections.Check(options, (key, message) => at.At(key).Invalid(message));
        return new TlsConnections(options);
    }

    /// <summary>Reads a JSON pointer; a mistake is added.</summary>
    public JsonPointer Pointer(string text)
    {
        if (!JsonPointer.TryParse(text, out var pointer))
        {
            Invalid($"'{text}' is not a JSON pointer.", "Write a slash before each name: /data/token.");
        }

        return pointer;
    }
}
