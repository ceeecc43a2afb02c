namespace McpProxy.Configuration.Imports;

/// <summary>An importer with typed options. See <see cref="IConfigurationImporter"/>.</summary>
/// <typeparam name="TOptions">A type that <see cref="StrictBinder"/> can bind.</typeparam>
public abstract class ConfigurationImporter<TOptions> : IConfigurationImporter
    where TOptions : class, new()
{
    /// <summary>The key of the section below <c>Mcp</c>, e.g. <c>OpenApi</c>. Constant.</summary>
    public abstract string Key { get; }

    /// <summary>One sentence on what is imported, for <c>mcpproxy plugins</c> and the JSON Schema. Constant.</summary>
    public abstract string Description { get; }

    /// <inheritdoc />
    public Type OptionsType => typeof(TOptions);

    /// <inheritdoc />
    public bool IsMap => true;

    /// <inheritdoc />
    public ValueTask<ImportResult> ImportAsync(ImportRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return ImportAsync(request, (TOptions)request.Options, cancellationToken);
    }

    /// <inheritdoc />
    public virtual ValueTask<ImportResult> ImportToolAsync(ImportRequest request, string reference, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.Errors.Add(ConfigErrorCodes.UnknownKey, $"{request.Path}:{Key}", $"Tools cannot refer to {Key}.");
        return new(new ImportResult());
    }

    void ISectionDescriptor.Validate(object options, string path, ConfigErrors errors) => Validate((TOptions)options, path, errors);

    /// <summary>Checks what types and attributes cannot say. Add every mistake; do not stop at the first. Default: nothing to check.</summary>
    /// <param name="options">The bound options; keys that could not be bound have their defaults.</param>
    /// <param name="path">The configuration path of the options.</param>
    /// <param name="errors">Where mistakes go.</param>
    protected virtual void Validate(TOptions options, string path, ConfigErrors errors)
    {
    }

    /// <summary>As <see cref="IConfigurationImporter.ImportAsync"/>, only with options that bound without an error and passed <see cref="Validate"/>.</summary>
    /// <param name="request">What to import.</param>
    /// <param name="options">Its options.</param>
    /// <param name="cancellationToken">Ends it.</param>
    protected abstract ValueTask<ImportResult> ImportAsync(ImportRequest request, TOptions options, CancellationToken cancellationToken);
}
