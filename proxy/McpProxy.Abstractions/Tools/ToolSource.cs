using System.Collections.Frozen;
using McpProxy.Configuration;

namespace McpProxy.Tools;

/// <summary>
/// Gives the proxy the tools of a section of the configuration: one set for each <c>McpProxy:Key:name</c>, or one for
/// <c>McpProxy:Key</c>; none while there is no such section. The options are bound strictly.
/// </summary>
/// <typeparam name="TOptions">A type that <see cref="StrictBinder"/> can bind.</typeparam>
public abstract class ToolSource<TOptions> : IToolSource, ISectionDescriptor
    where TOptions : class, new()
{
    /// <summary>The key of the section below <c>McpProxy</c>, e.g. <c>AmazonAds</c>. Constant.</summary>
    public abstract string Key { get; }

    /// <summary>One sentence on the tools, for <c>mcpproxy plugins</c> and the JSON Schema. Constant.</summary>
    public abstract string Description { get; }

    /// <inheritdoc />
    public virtual bool IsMap => true;

    /// <inheritdoc />
    public Type OptionsType => typeof(TOptions);

    /// <inheritdoc />
    public virtual IReadOnlyDictionary<string, string> Presets => FrozenDictionary<string, string>.Empty;

    /// <inheritdoc />
    public void AddTools(IToolSourceContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var section = context.Configuration.Current.GetSection($"McpProxy:{Key}");
        var children = section.GetChildren().ToList();
        if (!IsMap && children.Count > 0)
        {
            AddTools($"McpProxy:{Key}", context);
        }

        foreach (var child in IsMap ? children : [])
        {
            AddTools($"McpProxy:{Key}:{child.Key}", context);
        }
    }

    void ISectionDescriptor.Validate(object options, string path, ConfigErrors errors) => Validate((TOptions)options, path, errors);

    /// <summary>Checks what types and attributes cannot say. Add every mistake; do not stop at the first. Default: nothing to check.</summary>
    /// <param name="options">The bound options; keys that could not be bound have their defaults.</param>
    /// <param name="path">The configuration path of the options.</param>
    /// <param name="errors">Where mistakes go.</param>
    protected virtual void Validate(TOptions options, string path, ConfigErrors errors)
    {
    }

    /// <summary>Adds the tools. Called only with options that bound without an error and passed <see cref="Validate"/>.</summary>
    /// <param name="options">The options; never changed after this call.</param>
    /// <param name="path">The configuration path of the options, e.g. <c>McpProxy:AmazonAds:main</c>.</param>
    /// <param name="context">Where tools, routes and mistakes go.</param>
    protected abstract void AddTools(TOptions options, string path, IToolSourceContext context);

    private void AddTools(string path, IToolSourceContext context)
    {
        // Whoever reads the section reports its mistakes; they are looked for once more only to know whether there are any.
        var mistakes = new ConfigErrors();
        var options = context.Configuration.Bind<TOptions>(path, mistakes);
        Validate(options, path, mistakes);
        if (mistakes.Count == 0)
        {
            AddTools(options, path, context);
        }
    }
}
