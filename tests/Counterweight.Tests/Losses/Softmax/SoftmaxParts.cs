namespace Counterweight.Tests.Losses.Softmax;

/// <summary>Outputs to request.</summary>
[Flags]
internal enum SoftmaxParts
{
    None = 0,
    Value = 1,
    Gradient = 2,
    Hessian = 4,
    Rows = 8,
    PerClass = 16,
    All = 31,
}
