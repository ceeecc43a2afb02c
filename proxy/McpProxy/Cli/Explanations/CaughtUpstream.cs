using System.Net;
using Yarp.ReverseProxy.Forwarder;

namespace McpProxy.Host.Cli.Explanations;

/// <summary>Stands for every upstream: keeps the request and answers with an empty object. Nothing leaves the process.</summary>
internal sealed class CaughtUpstream(RequestRecord record) : HttpMessageHandler, IForwarderHttpClientFactory
{
    public HttpMessageInvoker CreateClient(ForwarderHttpClientContext context) => new(this, disposeHandler: false);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await record.CatchAsync(request, cancellationToken);
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("{}", System.Text.Encoding.UTF8, "application/json"), RequestMessage = request };
    }
}
