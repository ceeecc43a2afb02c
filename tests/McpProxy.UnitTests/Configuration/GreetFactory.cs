using McpProxy.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace McpProxy.UnitTests.Configuration;

/// <summary>A transform as a plugin would write it by hand: its options are the section <c>McpProxy:Greet:{name}</c>.</summary>
internal sealed class GreetFactory(ICandidateConfiguration configuration) : ITransformFactory, ISectionDescriptor
{
    public string Key => "Greet";

    public string Description => "Sends a greeting.";

    public Type OptionsType => typeof(GreetOptions);

    public bool IsMap => true;

    /// <summary>Called while YARP builds a route; lets a test make the building fail.</summary>
    public Action<GreetOptions>? Building { get; set; }

    public bool Validate(TransformRouteValidationContext context, IReadOnlyDictionary<string, string> transformValues)
    {
        if (!transformValues.TryGetValue(Key, out var name))
        {
            return false;
        }

        var errors = new ConfigErrors();
        configuration.Bind<GreetOptions>($"McpProxy:Greet:{name}", errors);
        TransformEntry.Report(errors, context);
        return true;
    }

    public bool Build(TransformBuilderContext context, IReadOnlyDictionary<string, string> transformValues)
    {
        if (!transformValues.TryGetValue(Key, out var name))
        {
            return false;
        }

        var options = configuration.Bind<GreetOptions>($"McpProxy:Greet:{name}", new ConfigErrors());
        Building?.Invoke(options);
        context.AddRequestHeader("X-Greeting", options.Text, append: false);
        if (options.Key.HasValue)
        {
            context.AddRequestHeader("X-Key", options.Key.Reveal(), append: false);
        }

        return true;
    }

    public static void Register(IServiceCollection services)
    {
        services.AddSingleton<GreetFactory>();
        services.AddSingleton<ITransformFactory>(s => s.GetRequiredService<GreetFactory>());
        services.AddSingleton<ISectionDescriptor>(s => s.GetRequiredService<GreetFactory>());
    }
}
