using Counterweight.Benchmarks.Timing;
using Counterweight.Reference.Catalog;

namespace Counterweight.Benchmarks.Serve;

/// <summary>
/// A case of the catalogue ready to be timed. A loss's plain case writes the gradient and returns the sum; given room
/// for the Hessian as well, it writes that too.
/// </summary>
internal sealed class ServedWork : IDisposable
{
    private const string Hessian = "hessian";

    private readonly KernelCase kernel;
    private readonly OperandSet operands;

    /// <param name="request">What is asked.</param>
    /// <param name="kernels">What there is; the catalogue unless told.</param>
    /// <exception cref="UsageException">The catalogue has no such case, or the case writes no Hessian or has no inputs of that shape.</exception>
    public ServedWork(WorkRequest request, IReadOnlyList<KernelCase>? kernels = null)
    {
        Request = request;
        kernel = (kernels ?? KernelCatalog.All).FirstOrDefault(kernel => string.Equals(kernel.ToString(), request.Kernel, StringComparison.Ordinal))
            ?? throw new UsageException($"the catalogue has no '{request.Kernel}'");
        List<Operand> all = [.. kernel.Operands(request.Shape)];
        if (request.WantsHessian)
        {
            var gradient = all.Find(operand => string.Equals(operand.Name, "gradient", StringComparison.Ordinal))
                ?? throw new UsageException($"'{request.Kernel}' has no gradient");
            all.Add(gradient with { Name = Hessian, MayReplace = null });
        }

        operands = OperandSet.Allocate(all);
        try
        {
            Generate();
            if (request.WantsHessian && !WritesHessian())
            {
                throw new UsageException($"'{request.Kernel}' writes no Hessian");
            }
        }
        catch
        {
            operands.Dispose();
            throw;
        }
    }

    public WorkRequest Request { get; }

    /// <param name="budget">Time to spend.</param>
    /// <param name="timer">Seconds a call of each variant; <see cref="InterleavedTimer"/> unless told.</param>
    public double NanosecondsPerElement(TimeSpan budget, Func<IReadOnlyList<Action>, TimeSpan, double[]>? timer = null) =>
        Nanoseconds.PerElement((timer ?? InterleavedTimer.SecondsPerCall)([Run], budget)[0], Request.Shape);

    public void Dispose() => operands.Dispose();

    private void Run() => kernel.Run(operands, Request.Shape, Request.Threads);

    private void Generate()
    {
        try
        {
            kernel.Generate(operands, Request.Shape, InputKind.Ordinary, seed: 1);
        }
        catch (Exception exception) when (exception is ArgumentException or IndexOutOfRangeException)
        {
            // Inputs are made for the shapes of the catalogue: some need a row of every class.
            throw new UsageException($"'{Request.Kernel}' has no inputs of shape {Request.Shape}");
        }
    }

    /// <summary>Whether the last element changes: a case that does not know the operand would be timed without the work.</summary>
    private bool WritesHessian()
    {
        const byte Rubbish = 0x5A;
        var bytes = operands.Bytes(Hessian);
        bytes.Fill(Rubbish);
        Run();
        return bytes[^sizeof(float)..].ContainsAnyExcept(Rubbish);
    }
}
