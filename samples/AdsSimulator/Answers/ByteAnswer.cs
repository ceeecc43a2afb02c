using System.Text;

namespace AdsSimulator.Answers;

/// <summary>Writes a whole body of any type, with its length.</summary>
internal static class ByteAnswer
{
    public static Task WriteAsync(HttpContext context, ReadOnlyMemory<byte> body, string contentType)
    {
        context.Response.ContentType = contentType;
        context.Response.ContentLength = body.Length;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }

    public static Task WriteAsync(HttpContext context, string body, string contentType) => WriteAsync(context, Encoding.UTF8.GetBytes(body), contentType);
}
