using TorchSharp;

namespace Counterweight.Peers.Native;

/// <summary>A loss of libtorch as a training loop calls it: forward, backward and a fresh gradient.</summary>
internal sealed class TorchStep : IDisposable
{
    private readonly DisposeScope scope;
    private readonly torch.Tensor scores;
    private readonly Func<torch.Tensor, torch.Tensor> loss;

    /// <param name="values">Scores.</param>
    /// <param name="shape">Their shape.</param>
    /// <param name="loss">Makes the function of the scores; what it needs lives as long as this.</param>
    public TorchStep(float[] values, long[] shape, Func<Func<torch.Tensor, torch.Tensor>> loss)
    {
        scope = torch.NewDisposeScope();
        scores = torch.tensor(values, shape).requires_grad_();
        this.loss = loss();
    }

    public void Run()
    {
        Evaluate();
        scores.grad = null;
    }

    /// <summary>The loss, and the sum of |gradient|.</summary>
    public (double Loss, double Gradient) Outcome()
    {
        using var own = torch.NewDisposeScope();
        var value = Evaluate();
        var gradient = scores.grad!.@double().abs().sum().item<double>();
        scores.grad = null;
        return (value, gradient);
    }

    public void Dispose() => scope.Dispose();

    private double Evaluate()
    {
        using var own = torch.NewDisposeScope();
        var value = loss(scores);
        value.backward();
        return value.item<float>();
    }
}
