using System.Collections.Frozen;
using McpProxy.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Yarp.ReverseProxy.Transforms.Builder;

namespace McpProxy;

/// <summary>
/// Makes transforms from named options. A route lists <c>{ "Key": "name" }</c> among its <c>Transforms</c>; the options are
/// the section <c>McpProxy:Key:name</c>, bound strictly. Derive from it, and register the derived class with
/// <see cref="TransformBuilderExtensions.AddTransform{TFactory}"/>. One instance serves all routes and may be called
/// from several threads.
/// </summary>
/// <typeparam name="TOptions">A type that <see cref="StrictBinder"/> can bind.</typeparam>
public abstract class TransformFactory<TOptions> : ITransformFactory, ISectionDescriptor
    where TOptions : class, new()
{
    /// <summary>The key of the transform in a route and of its section below <c>McpProxy</c>, e.g. <c>HeaderInject</c>. Constant.</summary>
    public abstract string Key { get; }

    /// <summary>One sentence on what the transform does, for <c>mcpproxy plugins</c> and the JSON Schema. Constant.</summary>
    public abstract string Description { get; }

    /// <inheritdoc />
    public Type OptionsType => typeof(TOptions);

    /// <inheritdoc />
    public bool IsMap => true;

    /// <inheritdoc />
    public virtual IReadOnlyDictionary<string, string> Presets => FrozenDictionary<string, string>.Empty;

    /// <summary>Whether a route may list the transform only once, because two of it would spoil each other's work. Constant. Default: no.</summary>
    protected virtual bool IsOncePerRoute => false;

    /// <inheritdoc />
    public bool Validate(TransformRouteValidationContext context, IReadOnlyDictionary<string, string> transformValues)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(transformValues);
        if (!transformValues.TryGetValue(Key, out var name))
        {
            return false;
        }

        var errors = new ConfigErrors();
        var configuration = context.Services.GetRequiredService<ICandidateConfiguration>();
        var use = new TransformUse(Key, context.Route, transformValues);
        use.CheckOtherKeys(errors);
        if (IsOncePerRoute)
        {
            use.CheckOnce(errors);
        }

        if (use.Exists(configuration.Current, errors))
        {
            Bind(configuration, name, errors);
        }

        TransformEntry.Report(errors, context);
        return true;
    }

    /// <inheritdoc />
    public bool Build(TransformBuilderContext context, IReadOnlyDictionary<string, string> transformValues)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(transformValues);
        if (!transformValues.TryGetValue(Key, out var name))
        {
            return false;
        }

        var errors = new ConfigErrors();
        var options = Bind(context.Services.GetRequiredService<ICandidateConfiguration>(), name, errors);
        if (errors.Count > 0)
        {
            throw new InvalidOperationException($"The options of transform {Key} '{name}' are not valid: {string.Join(" ", errors)}");
        }

        Build(context, name, options);
        return true;
    }

    void ISectionDescriptor.Validate(object options, string path, ConfigErrors errors) => Validate((TOptions)options, path, errors);

    /// <summary>Checks what types and attributes cannot say. Add every mistake; do not stop at the first. Default: nothing to check.</summary>
    /// <param name="options">The bound options; keys that could not be bound have their defaults.</param>
    /// <param name="path">The configuration path of the options, e.g. <c>McpProxy:HeaderInject:amazon-ads</c>.</param>
    /// <param name="errors">Where mistakes go.</param>
    protected virtual void Validate(TOptions options, string path, ConfigErrors errors)
    {
    }

    /// <summary>Adds the transform to a route. Called only with options that bound without an error and passed <see cref="Validate(TOptions, string, ConfigErrors)"/>.</summary>
    /// <param name="context">The route being built.</param>
    /// <param name="options">The options; never changed after this call.</param>
    protected abstract void Build(TransformBuilderContext context, TOptions options);

    /// <summary>As <see cref="Build(TransformBuilderContext, TOptions)"/>, for transforms that keep something under the name of their options. Default: does not need the name.</summary>
    /// <param name="context">The route being built.</param>
    /// <param name="name">The name of the options: the last key of their section.</param>
    /// <param name="options">The options; never changed after this call.</param>
    protected virtual void Build(TransformBuilderContext context, string name, TOptions options) => Build(context, options);

    private TOptions Bind(ICandidateConfiguration configuration, string name, ConfigErrors errors)
    {
        var path = $"McpProxy:{Key}:{name}";
        var options = configuration.Bind<TOptions>(path, errors);
        Validate(options, path, errors);
        return options;
    }
}
