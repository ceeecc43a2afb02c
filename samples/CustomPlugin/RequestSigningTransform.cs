using System.Security.Cryptography;
using System.Text;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Transforms;

namespace CustomPlugin;

/// <summary>Adds <c>{Header}: keyId="…", time="…", signature="…"</c> to the upstream request.</summary>
internal sealed class RequestSigningTransform(RequestSigningOptions options, TimeProvider time) : RequestTransform
{
    private readonly byte[] _key = Encoding.UTF8.GetBytes(options.Key?.Reveal() ?? throw new ArgumentException("There is no key.", nameof(options)));

    /// <inheritdoc />
    public override ValueTask ApplyAsync(RequestTransformContext context)
    {
        var seconds = time.GetUtcNow().ToUnixTimeSeconds();
        var target = RequestUtilities.MakeDestinationAddress(context.DestinationPrefix, context.Path, context.Query.QueryString).PathAndQuery;
        var signature = Sign($"{seconds}\n{context.ProxyRequest.Method.Method}\n{target}");

        RemoveHeader(context, options.Header);
        AddHeader(context, options.Header, $"keyId=\"{options.KeyId}\", time=\"{seconds}\", signature=\"{signature}\"");
        return ValueTask.CompletedTask;
    }

    private string Sign(string text) => Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(text)));
}
