using static TorchSharp.torch;

namespace Counterweight.TorchSharp;

/// <summary>
/// The autograd function of every loss. The kernel has computed value and gradient before: an exception in <c>forward</c> would leave a node behind, and
/// one in <c>backward</c>, which native code calls, would end the process.
/// </summary>
internal sealed class LossFunction : autograd.SingleTensorFunction<LossFunction>
{
    /// <summary>What <see cref="backward"/> returned last on this thread: torch holds it by then, and nobody else would dispose of it before the garbage collector does.</summary>
    [ThreadStatic]
    private static Tensor? returned;

    public override string Name => "CounterweightLoss";

    /// <summary>A value of the graph of the input; both tensors that are passed belong to it from then on.</summary>
    public static Tensor Apply(Tensor input, Tensor value, Tensor gradient)
    {
        using (value)
        using (gradient)
        {
            return apply(input, new Evaluated(value, gradient));
        }
    }

    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var evaluated = (Evaluated)vars[1];
        ctx.save_for_backward([evaluated.Gradient]);
        return evaluated.Value;
    }

    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        returned?.Dispose();
        using var gradient = ctx.get_saved_variables()[0];
        using (grad_output)
        {
            // Values of rows of logits have a dimension less than the gradient; a scalar fits as it is.
            using var factor = grad_output.dim() > 0 && grad_output.dim() < gradient.dim() ? grad_output.unsqueeze(-1) : grad_output.alias();
            returned = is_grad_enabled() ? OnceDifferentiable(gradient, factor) : gradient * factor;
        }

        return [returned, null!];
    }

    /// <summary>The gradient as a tensor whose own gradient torch refuses: what it would compute lacks the Hessian, and would be wrong in silence.</summary>
    private static Tensor OnceDifferentiable(Tensor gradient, Tensor factor)
    {
        using var product = gradient * factor;
        using var leaf = product.detach().requires_grad_(true);
        return nextafter(leaf, leaf);
    }

    private sealed record Evaluated(Tensor Value, Tensor Gradient);
}
