using System.Text.Json;
using System.Text.Json.Serialization;

namespace McpProxy.Configuration;

/// <summary>
/// A secret value of the configuration, written as a reference: <c>env:NAME</c> (environment variable) or <c>file:/path</c>
/// (absolute; at most 64 KiB; one trailing line break is dropped). It is resolved when the configuration is loaded.
/// Clear text is accepted in the Development environment only. Nothing but <see cref="Reveal"/> shows the value.
/// </summary>
[JsonConverter(typeof(ReferenceConverter))]
public readonly record struct Secret
{
    private const string VariableScheme = "env:";
    private const string FileScheme = "file:";
    private const int MaxFileBytes = 64 * 1024;

    private readonly string? _value;

    private Secret(string reference, string value)
    {
        Reference = reference;
        _value = value;
    }

    /// <summary>Where the value comes from: <c>env:NAME</c>, <c>file:/path</c> or <c>(literal)</c>; safe to show. Null for the default value.</summary>
    public string? Reference { get; }

    /// <summary>Whether there is a value; false for <c>default</c>.</summary>
    public bool HasValue => _value is not null;

    /// <summary>The value in clear. Hand it to what needs it and to nothing else.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public string Reveal() => _value ?? throw new InvalidOperationException("The secret is not set.");

    /// <summary>Reads and resolves a reference.</summary>
    /// <param name="text">What the operator wrote.</param>
    /// <param name="path">Its configuration path, for errors.</param>
    /// <param name="errors">Where mistakes go; none of them shows the value.</param>
    /// <param name="options">Whether clear text is allowed, and where variables are read.</param>
    /// <param name="secret">The resolved secret.</param>
    public static bool TryResolve(string text, string path, ConfigErrors errors, StrictBinderOptions options, out Secret secret)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(errors);
        ArgumentNullException.ThrowIfNull(options);
        secret = default;
        if (text.StartsWith(VariableScheme, StringComparison.Ordinal))
        {
            return TryReadVariable(text, path, errors, options, out secret);
        }

        if (text.StartsWith(FileScheme, StringComparison.Ordinal))
        {
            return TryReadFile(text, path, errors, out secret);
        }

        if (text.Length == 0)
        {
            errors.Add(ConfigErrorCodes.Missing, path, "The secret is empty.", "Write env:NAME or file:/path.");
            return false;
        }

        if (!options.AllowLiteralSecrets)
        {
            errors.Add(ConfigErrorCodes.LiteralSecret, path, "The secret stands here as clear text.", "Write env:NAME or file:/path; clear text is accepted in the Development environment only.");
            return false;
        }

        secret = new Secret("(literal)", text);
        return true;
    }

    /// <summary>The reference, never the value.</summary>
    public override string ToString() => Reference ?? "(none)";

    private static bool TryReadVariable(string text, string path, ConfigErrors errors, StrictBinderOptions options, out Secret secret)
    {
        var name = text[VariableScheme.Length..];
        var value = name.Length == 0 ? null : options.ReadVariable(name);
        if (string.IsNullOrEmpty(value))
        {
            secret = default;
            errors.Add(ConfigErrorCodes.SecretVariable, path, $"The environment variable '{name}' is {(value is null ? "not set" : "empty")}.", "Set it before the start.");
            return false;
        }

        secret = new Secret(text, value);
        return true;
    }

    private static bool TryReadFile(string text, string path, ConfigErrors errors, out Secret secret)
    {
        secret = default;
        var file = text[FileScheme.Length..];
        var problem = ReadFile(file, out var value);
        if (problem is not null)
        {
            errors.Add(ConfigErrorCodes.SecretFile, path, $"The secret file '{file}' {problem}.");
            return false;
        }

        secret = new Secret(text, value);
        return true;
    }

    /// <returns>What is wrong with the file, or null.</returns>
    private static string? ReadFile(string file, out string value)
    {
        value = "";
        if (!Path.IsPathFullyQualified(file))
        {
            return "is not an absolute path";
        }

        try
        {
            if (new FileInfo(file) is { Exists: true, Length: > MaxFileBytes })
            {
                return $"is larger than {MaxFileBytes} bytes";
            }

            value = File.ReadAllText(file);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return "does not exist";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"cannot be read ({e.GetType().Name})";
        }

        value = value.EndsWith("\r\n", StringComparison.Ordinal) ? value[..^2] : value.EndsWith('\n') ? value[..^1] : value;
        return value.Length == 0 ? "is empty" : null;
    }

    /// <summary>Writes the reference, so that an options object can be shown; reading one back would lose the value and is refused.</summary>
    private sealed class ReferenceConverter : JsonConverter<Secret>
    {
        public override Secret Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("Secrets are read from configuration only.");

        public override void Write(Utf8JsonWriter writer, Secret value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}
