"""The update that Teleloop's engines compute, in plain PyTorch: the peer that `./teleloop bench train` measures.

Soft actor-critic with an ensemble of critics (RLPD): critics are dense, LayerNorm, ReLU; the target is the minimum of
two of them; the actor climbs the mean of all. Eager mode, Adam with foreach, batched ensemble. Batches are made once,
and no loss is read back, so PyTorch is spared what our own engines are charged for.

    peer.py CRITICS BATCH OBSERVATION ACTION HIDDEN THREADS

It begins with a line that says its version and what multiplies its matrices. Then each line `critic SECONDS` or `full SECONDS` on the standard input runs updates for that long and is answered with
a line `UPDATES WALL_SECONDS PROCESSOR_SECONDS`.
"""

import itertools
import math
import sys
import time

import torch
from torch.nn import functional

HALF_LOG_TWO_PI = 0.5 * math.log(2 * math.pi)
LOG_TWO = math.log(2)
DISCOUNT = 0.99
TARGET_RATE = 0.005
LEARNING_RATE = 3e-4


def dense(inputs, outputs, *heads):
    """A weight and a bias; of an ensemble with a leading dimension, and the bias broadcasting over the batch."""
    bound = inputs**-0.5
    weight = torch.empty(*heads, inputs, outputs).uniform_(-bound, bound)
    bias = torch.zeros(*heads, 1, outputs) if heads else torch.zeros(outputs)
    return [weight, bias]


def norm(size, heads):
    return [torch.ones(heads, 1, size), torch.zeros(heads, 1, size)]


class Learner:
    def __init__(self, critics, batch, observation, action, hidden):
        self.critics, self.batch, self.action_size = critics, batch, action
        self.inputs = observation + action
        self.actor = [*dense(observation, hidden), *dense(hidden, hidden), *dense(hidden, 2 * action)]
        self.critic = [
            *dense(self.inputs, hidden, critics),
            *norm(hidden, critics),
            *dense(hidden, hidden, critics),
            *norm(hidden, critics),
            *dense(hidden, 1, critics),
        ]
        self.target = [p.clone() for p in self.critic]
        self.log_temperature = torch.zeros(1)
        for p in [*self.actor, *self.critic, self.log_temperature]:
            p.requires_grad_(True)
        self.actor_adam = torch.optim.Adam(self.actor, lr=LEARNING_RATE, foreach=True)
        self.critic_adam = torch.optim.Adam(self.critic, lr=LEARNING_RATE, foreach=True)
        self.temperature_adam = torch.optim.Adam([self.log_temperature], lr=LEARNING_RATE)
        self.batches = itertools.cycle([self.make_batch(observation) for _ in range(8)])
        self.first_heads = itertools.cycle(range(critics - 1))

    def make_batch(self, observation):
        n, a = self.batch, self.action_size
        return {
            "observations": torch.randn(n, observation),
            "actions": torch.rand(n, a) * 2 - 1,
            "rewards": 0.5 * torch.randn(n, 1),
            "discounts": DISCOUNT * (torch.rand(n, 1) > 0.02).float(),
            "next_observations": torch.randn(n, observation),
            "next_noise": torch.randn(n, a),
            "noise": torch.randn(n, a),
        }

    def act(self, observations, noise):
        p = self.actor
        h = torch.relu(torch.addmm(p[1], observations, p[0]))
        h = torch.relu(torch.addmm(p[3], h, p[2]))
        mean, log_std = torch.addmm(p[5], h, p[4]).chunk(2, -1)
        log_std = log_std.clamp(-5, 2)
        u = mean + log_std.exp() * noise
        log_normal = -0.5 * noise * noise - log_std - HALF_LOG_TWO_PI
        log_slope = 2 * (LOG_TWO - u - functional.softplus(-2 * u))
        return torch.tanh(u), (log_normal - log_slope).sum(-1, keepdim=True)

    def value(self, p, observations, actions):
        heads = p[0].shape[0]
        x = torch.cat([observations, actions], -1).unsqueeze(0).expand(heads, self.batch, self.inputs)
        for w, b, gain, shift in (p[0:4], p[4:8]):
            h = torch.baddbmm(b, x, w)
            x = torch.relu(torch.layer_norm(h, (h.shape[-1],)) * gain + shift)
        return torch.baddbmm(p[9], x, p[8])

    def update_critic(self, batch):
        with torch.no_grad():
            action, log_probability = self.act(batch["next_observations"], batch["next_noise"])
            first = next(self.first_heads)
            heads = [p.narrow(0, first, 2) for p in self.target]
            value = self.value(heads, batch["next_observations"], action).amin(0)
            value = value - self.log_temperature.exp() * log_probability
            goal = batch["rewards"] + batch["discounts"] * value
        loss = (self.value(self.critic, batch["observations"], batch["actions"]) - goal).square().mean()
        self.descend(self.critic_adam, self.critic, loss)
        with torch.no_grad():
            torch._foreach_mul_(self.target, 1 - TARGET_RATE)
            torch._foreach_add_(self.target, self.critic, alpha=TARGET_RATE)

    def update_actor(self, batch):
        action, log_probability = self.act(batch["observations"], batch["noise"])
        value = self.value(self.critic, batch["observations"], action).mean(0)
        alpha = self.log_temperature.exp()
        self.descend(self.actor_adam, self.actor, (alpha.detach() * log_probability - value).mean())
        entropy = -log_probability.detach().mean()
        temperature_loss = (alpha * (entropy + self.action_size / 2)).sum()
        self.descend(self.temperature_adam, [self.log_temperature], temperature_loss)

    @staticmethod
    def descend(adam, parameters, loss):
        for p, gradient in zip(parameters, torch.autograd.grad(loss, parameters)):
            p.grad = gradient
        adam.step()

    def critic_update(self):
        self.update_critic(next(self.batches))

    def full_update(self):
        batch = next(self.batches)
        self.update_critic(batch)
        self.update_actor(batch)


def run(update, seconds):
    updates, wall, processor = 0, time.perf_counter(), time.process_time()
    while time.perf_counter() - wall < seconds:
        update()
        updates += 1
    return updates, time.perf_counter() - wall, time.process_time() - processor


def blas():
    with open("/proc/self/maps", encoding="ascii", errors="replace") as maps:
        loaded = maps.read()
    return next((name for name in ("openblas", "mkl") if name in loaded), "a BLAS that is not OpenBLAS")


def main():
    critics, batch, observation, action, hidden, threads = map(int, sys.argv[1:])
    torch.set_num_threads(threads)
    torch.manual_seed(0)
    learner = Learner(critics, batch, observation, action, hidden)
    kinds = {"critic": learner.critic_update, "full": learner.full_update}
    print(f"PyTorch {torch.__version__} with {blas()}", flush=True)
    for line in sys.stdin:
        kind, seconds = line.split()
        print(*run(kinds[kind], float(seconds)), flush=True)


if __name__ == "__main__":
    main()
